import { EmptyState } from '../ui/index'

/** The screen behind an address. */
export function ScreenAt({ path, missing }: { path: string; missing: string }) {
  return <EmptyState title={missing} detail={path} />
}
