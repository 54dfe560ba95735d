import { useMemo } from 'react'
import { type HouseholdProgress, isPacked } from '../../../shared/domain/sorting/householdProgress'
import { useWords } from '../../i18n/index'
import { Panel, Wall, type WallSlot } from '../../ui/index'

/** One small cell per slot, beside the answer. */
export function SortWall(props: {
  wall: readonly HouseholdProgress[]
  current: number | null
  onOpen: (slot: number) => void
}) {
  const { wall, current, onOpen } = props
  const { t } = useWords()
  const packed = wall.filter(isPacked).length
  const cells = useMemo(() => wall.map((progress) => cellOf(progress, current)), [wall, current])
  return (
    <Panel title={t('sort.wall.title')} note={t('sort.wall.packed', { n: packed, total: wall.length })} fill>
      <Wall slots={cells} onOpen={onOpen} dense={wall.length > 160} />
    </Panel>
  )
}

function cellOf(progress: HouseholdProgress, current: number | null): WallSlot {
  const { slot, put, due } = progress
  const state =
    slot === current
      ? 'current'
      : isPacked(progress) || due === 0
        ? 'full'
        : progress.shorted > 0
          ? 'short'
          : 'open'
  return { slot, put, total: due, state }
}
