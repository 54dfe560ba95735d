import { useEffect, useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { wallOf } from '../../../shared/domain/sorting/householdProgress'
import { useWords } from '../../i18n/index'
import { useInput } from '../../input/inputContext'
import { useKeys } from '../../input/useKeys'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { ActButton, Column, EmptyState, Meter, Screen } from '../../ui/index'
import { HouseholdBags } from './HouseholdBags'
import { ModeSwitch, type SortMode } from './ModeSwitch'
import { PapersPanel, useSheets } from './PapersPanel'
import { PickPanel } from './PickPanel'
import { SortWall } from './SortWall'
import { SowPanel } from './SowPanel'
import { UnfinishedPanel } from './UnfinishedPanel'
import { useLabels } from './useLabels'
import { usePicking } from './usePicking'
import { useSowing } from './useSowing'

type Side = { readonly of: 'bags'; readonly slot: number } | { readonly of: 'unfinished' | 'papers' } | null

/** 分拣: goods into the bags of households, by item (播种) or household by household (摘果). */
export function SortScreen() {
  const { t } = useWords()
  const { fold } = useRound()
  const [path] = useHashLocation()
  const input = useInput()
  const [mode, setMode] = useState<SortMode>('sow')
  const [side, setSide] = useState<Side>(path === '/sort/unfinished' ? { of: 'unfinished' } : null)
  const [pickFrom, setPickFrom] = useState<number | null>(null)
  useEffect(() => {
    if (path === '/sort/unfinished') setSide({ of: 'unfinished' })
  }, [path])
  const sowing = useSowing((slot) => setSide({ of: 'bags', slot }))
  const picking = usePicking(pickFrom)
  const labels = useLabels()
  const sheets = useSheets()
  const sorting = mode === 'sow' ? sowing : picking
  const wall = wallOf(fold)
  const current = mode === 'sow' ? currentSlot(sowing) : picking.slot

  const pick = (slot: number) => {
    setMode('pick')
    setPickFrom(slot)
    if (pickFrom === slot) picking.goTo(slot)
    setSide(null)
  }
  const toggle = (next: NonNullable<Side>) => setSide(side?.of === next.of ? null : next)
  useScan(sorting.onScan)
  useKeys('sorting', {
    putItem: sorting.confirm,
    doesNotFit: sorting.doesNotFit,
    markShort: sorting.askShort,
    goOn: sorting.goOn,
    goBack: sorting.goBack,
    lineDown: () => mode === 'pick' && picking.step(1),
    lineUp: () => mode === 'pick' && picking.step(-1),
    goToSlot: () => {
      const slot = Number(input.typed.take())
      if (slot > 0) sorting.goTo(slot)
    },
    switchMode: () => setMode(mode === 'sow' ? 'pick' : 'sow'),
    showBags: () => current !== null && toggle({ of: 'bags', slot: current }),
    showUnfinished: () => toggle({ of: 'unfinished' }),
    printLabels: () => toggle({ of: 'papers' }),
    putDown: () => (side === null ? sorting.putDown() : setSide(null)),
  })
  if (wall.length === 0)
    return (
      <Screen title={t('sort.title')}>
        <EmptyState icon="sort" title={t('sort.empty.title')} detail={t('sort.empty.detail')} />
      </Screen>
    )
  const put = wall.reduce((sum, household) => sum + household.put, 0)
  const due = wall.reduce((sum, household) => sum + household.due, 0)
  return (
    <Screen
      title={t('sort.title')}
      body="split"
      note={<Meter n={put} total={due} label={t('sort.title')} />}
      acts={
        <>
          <ModeSwitch mode={mode} onMode={setMode} />
          <ActButton keys="U" onAct={() => toggle({ of: 'unfinished' })}>
            {t('sort.unfinished.button')}
          </ActButton>
          <ActButton keys="P" icon="print" onAct={() => toggle({ of: 'papers' })}>
            {t('sort.labels.button', { n: labels.queue.length })}
          </ActButton>
        </>
      }
    >
      <Column share={2.2}>
        {mode === 'sow' ? <SowPanel sowing={sowing} /> : <PickPanel picking={picking} />}
      </Column>
      {side === null ? (
        <Column share={1}>
          <SortWall wall={wall} current={current} onOpen={sorting.goTo} />
        </Column>
      ) : side.of === 'bags' ? (
        <HouseholdBags
          slot={side.slot}
          labels={labels}
          onPick={pick}
          onSheet={(sheet) => void sheets.packing([sheet])}
          onClose={() => setSide(null)}
        />
      ) : side.of === 'unfinished' ? (
        <UnfinishedPanel onOpen={pick} onClose={() => setSide(null)} />
      ) : (
        <PapersPanel labels={labels} sheets={sheets} onClose={() => setSide(null)} />
      )}
      {labels.out}
      {sheets.out}
    </Screen>
  )
}

function currentSlot({ stage, needs }: ReturnType<typeof useSowing>): number | null {
  if (stage.at === 'weigh') return stage.weighing.slot
  if (stage.at === 'short') return stage.need.slot
  return needs[0]?.slot ?? null
}
