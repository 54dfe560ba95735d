import { useEffect, useRef, useState } from 'react'
import type { BagId } from '../../../shared/kernel/ids'
import { bagLabel, closingOf } from '../../../shared/paper/bagLabel'
import { useWords } from '../../i18n/index'
import { usePoint } from '../../point/pointContext'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { usePaper } from '../usePaper'
import { BagLabelSheet } from './paper/BagLabelSheet'

/** Label after label on one roll; more than this at once keeps the printer's memory for minutes. */
const mostAtOnce = 200

export interface Labels {
  /** Closed bags whose label nobody printed here yet, in slot order. */
  readonly queue: readonly BagId[]
  readonly atOnce: boolean
  isPrinted(bagId: BagId): boolean
  setAtOnce(on: boolean): void
  print(bagIds: readonly BagId[]): Promise<void>
  /** To be drawn somewhere in the screen. */
  readonly out: ReturnType<typeof usePaper>['out']
}

/** Which labels came out of this desk's printer is this device's own memory, and no fact. */
export function useLabels(): Labels {
  const { t } = useWords()
  const { roundId, fold } = useRound()
  const point = usePoint()
  const paper = usePaper()
  const [printed, setPrinted] = useState<ReadonlySet<string> | null>(null)
  const [atOnce, setAtOnce] = useState(false)
  const printing = useRef(false)
  const key = `labels/${roundId}`

  useEffect(() => {
    let gone = false
    setPrinted(null)
    void Promise.all([point.local.readSetting(key), point.local.readSetting('labels-at-once')]).then(
      ([kept, on]) => {
        if (gone) return
        setPrinted(new Set(Array.isArray(kept) ? kept.map(String) : []))
        setAtOnce(on === true)
      },
    )
    return () => {
      gone = true
    }
  }, [point, key])

  const isPrinted = (bagId: BagId) => printed?.has(closingOf(fold, bagId) ?? '') === true
  const queue =
    printed === null
      ? []
      : fold.memo('label-queue', [fold.indexVersion('bags:closed'), printed], () =>
          fold
            .members('bags:closed')
            .map((id) => id as BagId)
            .filter((bagId) => !isPrinted(bagId))
            .sort(),
        )

  const print = async (bagIds: readonly BagId[]) => {
    if (printing.current || bagIds.length === 0) return
    printing.current = true
    try {
      const some = bagIds.slice(0, mostAtOnce)
      const labels = some.flatMap((bagId) => bagLabel(fold, bagId) ?? [])
      const answer = await paper.print(
        'label-60x40',
        labels.map((label) => (
          <BagLabelSheet key={label.bagId} label={label} again={isPrinted(label.bagId)} />
        )),
      )
      if (answer !== 'printed') {
        notify({ tone: 'attention', title: t(`sort.labels.${answer}`), detail: t('sort.labels.kept') })
        return
      }
      const closings = some.flatMap((bagId) => closingOf(fold, bagId) ?? [])
      const next = new Set([...(printed ?? []), ...closings])
      setPrinted(next)
      await point.local.writeSetting(key, [...next])
    } finally {
      printing.current = false
    }
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: a longer queue is what prints
  useEffect(() => {
    if (atOnce && queue.length > 0) void print(queue)
  }, [atOnce, queue.length])

  return {
    queue,
    atOnce,
    isPrinted,
    setAtOnce: (on) => {
      setAtOnce(on)
      void point.local.writeSetting('labels-at-once', on)
    },
    print,
    out: paper.out,
  }
}
