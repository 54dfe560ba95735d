import { useState } from 'react'
import { wallOf } from '../../../shared/domain/sorting/householdProgress'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { Column, EmptyState, Meter, Screen } from '../../ui/index'
import { SortWall } from './SortWall'
import { SowPanel } from './SowPanel'
import { useSowing } from './useSowing'

/** 分拣: goods into the bags of households, by item (播种) or household by household (摘果). */
export function SortScreen() {
  const { t } = useWords()
  const { fold } = useRound()
  const [_open, setOpen] = useState<number | null>(null)
  const sowing = useSowing(setOpen)
  const wall = wallOf(fold)
  useScan(sowing.onScan)
  useKeys('sorting', {
    putItem: sowing.confirm,
    doesNotFit: sowing.doesNotFit,
    markShort: sowing.askShort,
    goOn: sowing.goOn,
    goBack: sowing.goBack,
    putDown: sowing.putDown,
  })
  const put = wall.reduce((sum, household) => sum + household.put, 0)
  const due = wall.reduce((sum, household) => sum + household.due, 0)
  if (wall.length === 0)
    return (
      <Screen title={t('sort.title')}>
        <EmptyState icon="sort" title={t('sort.empty.title')} detail={t('sort.empty.detail')} />
      </Screen>
    )
  return (
    <Screen title={t('sort.title')} body="split" note={<Meter n={put} total={due} label={t('sort.title')} />}>
      <Column share={2.2}>
        <SowPanel sowing={sowing} />
      </Column>
      <Column share={1}>
        <SortWall wall={wall} current={sowing.needs[0]?.slot ?? null} onOpen={sowing.goTo} />
      </Column>
    </Screen>
  )
}
