import { type RailStep, railSteps } from './frame/frameView'

/** Addresses of the screens, after the hash. */
export type ScreenPath = `/${RailStep}` | '/settings'

export function stepOfPath(path: string): RailStep | null {
  return railSteps.find((step) => path === `/${step}` || path.startsWith(`/${step}/`)) ?? null
}
