import { memo, useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef } from 'react'
import { type HouseholdProgress, isPacked } from '../../../shared/domain/sorting/householdProgress'
import { useWords } from '../../i18n/index'
import { Panel, Wall, type WallSlot } from '../../ui/index'

interface SortWallProps {
  readonly wall: readonly HouseholdProgress[]
  readonly current: number | null
  readonly onOpen: (slot: number) => void
}

/** One small cell per slot, beside the answer. */
export function SortWall({ wall, current, onOpen }: SortWallProps) {
  // 500 cells compare what they are given: what a press does may be new at every render, its name may not.
  const latest = useRef(onOpen)
  useLayoutEffect(() => {
    latest.current = onOpen
  })
  const open = useCallback((slot: number) => latest.current(slot), [])
  // The answer is painted first, the wall beside it right after.
  const drawn = useDeferredValue(wall)
  const marked = useDeferredValue(current)
  return <DrawnWall wall={drawn} current={marked} onOpen={open} />
}

const DrawnWall = memo(function DrawnWall({ wall, current, onOpen }: SortWallProps) {
  const { t } = useWords()
  const packed = wall.filter((progress) => isPacked(progress) || progress.due === 0).length
  const cells = useMemo(() => wall.map((progress) => cellOf(progress, current)), [wall, current])
  return (
    <Panel title={t('sort.wall.title')} note={t('sort.wall.packed', { n: packed, total: wall.length })} fill>
      <Wall slots={cells} onOpen={onOpen} dense={wall.length > 160} />
    </Panel>
  )
})

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
