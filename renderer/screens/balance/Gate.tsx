import { useEffect, useRef, useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { releaseObstacles, releaseRound } from '../../../shared/domain/balance/releaseRound'
import { weightRests } from '../../../shared/domain/balance/settleWeightRests'
import type { Refusal } from '../../../shared/domain/refusals'
import { currentRound } from '../../../shared/domain/round/currentRound'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { playSound } from '../../sound/playSound'
import { ActButton, Icon, InlineConfirm, Panel, StatePanel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './Balance.module.css'
import type { Balancing } from './useBalance'

/** What stands between the round and its release, each with the way to it; the release itself. */
export function Gate({ balancing, releasing }: { balancing: Balancing; releasing: number }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [, go] = useHashLocation()
  const [overriding, setOverriding] = useState(false)
  const obstacles = releaseObstacles(fold)
  const released = currentRound(fold)?.released ?? null

  const release = async (overrideReason: string | null) => {
    const answer = await act(releaseRound, { overrideReason })
    if (!answer.ok) return
    setOverriding(false)
    playSound('done')
  }
  const tryRelease = () => {
    if (released !== null) return
    if (obstacles.length === 0) void release(null)
    else setOverriding(true)
  }
  const form = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (overriding) form.current?.querySelector('input')?.focus()
  }, [overriding])
  // biome-ignore lint/correctness/useExhaustiveDependencies: one press of the key, one try
  useEffect(() => {
    if (releasing > 0) tryRelease()
  }, [releasing])

  if (released !== null)
    return (
      <StatePanel
        size="band"
        tone="ok"
        title={<span data-released>{t('balance.gate.released')}</span>}
        detail={released.overrideReason ?? t('balance.gate.releasedDetail')}
      >
        <ActButton weight="main" icon="shelve" onAct={() => go('/shelve')}>
          {t('balance.gate.shelve')}
        </ActButton>
      </StatePanel>
    )
  if (obstacles.length === 0)
    return (
      <StatePanel size="band" tone="ok" title={t('balance.gate.open')}>
        <ActButton keys="R" icon="unlock" weight="main" onAct={tryRelease}>
          {t('balance.gate.release')}
        </ActButton>
      </StatePanel>
    )
  return (
    <Panel
      title={t('balance.gate.closed', { n: obstacles.length })}
      acts={
        <ActButton keys="R" icon="lock" onAct={tryRelease}>
          {t('balance.gate.override')}
        </ActButton>
      }
    >
      {overriding && (
        <div ref={form}>
          <InlineConfirm
            question={t('balance.gate.question')}
            confirm={t('balance.gate.override')}
            needsReason
            reasons={[t('balance.gate.reason.later'), t('balance.gate.reason.known')]}
            weight="stop"
            onConfirm={(reason) => void release(reason)}
            onCancel={() => setOverriding(false)}
          />
        </div>
      )}
      {!overriding && (
        <ul className={styles['obstacles']}>
          {obstacles.map((obstacle) => (
            <Obstacle key={obstacle} obstacle={obstacle} balancing={balancing} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function Obstacle({ obstacle, balancing }: { obstacle: Refusal; balancing: Balancing }) {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const { all, choose } = balancing
  const of = (status: 'uncounted' | 'differs') => all.filter((row) => row.status === status)
  const rests = weightRests(fold).length
  const ways: Partial<Record<Refusal, { n: number; words: string; run: () => void }>> = {
    'bags-still-open': {
      n: fold.memberCount('bags:open'),
      words: t('balance.gate.way.sort'),
      run: () => go('/sort/unfinished'),
    },
    'not-received': { n: 0, words: t('balance.gate.way.receive'), run: () => go('/receive') },
    'balance-uncounted': {
      n: of('uncounted').length,
      words: t('balance.gate.way.count'),
      run: () => choose(of('uncounted')[0]?.productId ?? null),
    },
    'balance-differs': {
      n: of('differs').length,
      words: t('balance.gate.way.explain'),
      run: () => choose(of('differs')[0]?.productId ?? null),
    },
    'weights-unconfirmed': {
      n: fold.memberCount('unweighed-bags'),
      words: t('balance.gate.way.weigh'),
      run: () => go('/sort/unfinished'),
    },
  }
  const way = ways[obstacle]
  if (way === undefined) return null
  return (
    <li>
      <button type="button" data-tone="attention" onClick={way.run} title={t(`refusals.${obstacle}`)}>
        <Icon name="alert" size={18} />
        <span>{way.words}</span>
        {way.n > 0 && <b>{way.n}</b>}
        <Icon name="right" size={16} />
      </button>
      {obstacle === 'balance-differs' && rests > 0 && (
        <ActButton size="small" onAct={balancing.settleRests}>
          {t('balance.rests.button', { count: rests })}
        </ActButton>
      )}
    </li>
  )
}
