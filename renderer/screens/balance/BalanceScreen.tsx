import { useState } from 'react'
import { emptyPlaces } from '../../../shared/domain/balance/checkBalance'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { ActButton, Column, EmptyState, Meter, Screen } from '../../ui/index'
import { BalanceTable } from './BalanceTable'
import { CountCard } from './CountCard'
import { Gate } from './Gate'
import { HeldGoods } from './HeldGoods'
import { heldGoods } from './heldRows'
import { useBalance } from './useBalance'

/** 结存: what is really on the floor against what the books say, before the round is released. */
export function BalanceScreen() {
  const { t } = useWords()
  const { fold } = useRound()
  const balancing = useBalance()
  const [held, setHeld] = useState(false)
  const [releasing, setReleasing] = useState(0)
  const { all } = balancing
  const empty = emptyPlaces(fold).length
  const onHold = heldGoods(fold).length
  useScan(balancing.onScan)
  useKeys('balance', {
    confirmCount: balancing.confirm,
    lineDown: () => balancing.step(1),
    lineUp: () => balancing.step(-1),
    confirmEmpty: balancing.confirmEmpty,
    uncountedDamage: () => balancing.explainBy('uncounted-damage'),
    wrongSlot: () => balancing.explainBy('wrong-slot'),
    doublePut: () => balancing.explainBy('double-put'),
    shortReceipt: () => balancing.explainBy('short-receipt'),
    loss: () => balancing.explainBy('loss'),
    found: () => balancing.explainBy('found'),
    showHeld: () => setHeld(!held),
    release: () => setReleasing(releasing + 1),
    putDown: balancing.cancelAsked,
  })
  const agreed = all.filter(({ status }) => status === 'agrees').length
  return (
    <Screen
      title={t('balance.title')}
      body="split"
      note={<Meter n={agreed} total={all.length} label={t('balance.title')} />}
      acts={
        <>
          {empty > 0 && (
            <ActButton weight="main" keys="E" icon="check" onAct={balancing.confirmEmpty}>
              {t('balance.empty.button', { n: empty })}
            </ActButton>
          )}
          <ActButton keys="H" icon="box" onAct={() => setHeld(!held)}>
            {t('balance.held.button', { n: onHold })}
          </ActButton>
        </>
      }
    >
      <Column share={1.15}>
        <Gate balancing={balancing} releasing={releasing} />
        {all.length === 0 ? (
          <EmptyState
            icon="balance"
            title={t('balance.nothing.title')}
            detail={t('balance.nothing.detail')}
          />
        ) : (
          <BalanceTable balancing={balancing} agreed={agreed} />
        )}
      </Column>
      <Column share={1}>
        {balancing.chosen !== null && <CountCard balancing={balancing} row={balancing.chosen} />}
      </Column>
      {held && <HeldGoods onClose={() => setHeld(false)} />}
    </Screen>
  )
}
