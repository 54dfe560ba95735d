import { useState } from 'react'
import { closeRound } from '../../../shared/domain/round/closeRound'
import { roundProgress } from '../../../shared/domain/round/roundProgress'
import { closeDay, expectedCash, setFloat } from '../../../shared/domain/site/closeDay'
import { drawerDay } from '../../../shared/domain/site/drawerDay'
import { readYuan } from '../../../shared/intake/text/moneyText'
import { businessDayAt } from '../../../shared/kernel/businessDay'
import { type Fen, fen } from '../../../shared/kernel/money'
import { stampMs } from '../../../shared/kernel/stamp'
import { useDesk } from '../../commands/deskContext'
import { clockTime, countText, dayText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useCentre } from '../../queries/useCentre'
import { useLive, useRound } from '../../queries/useLive'
import { playSound } from '../../sound/playSound'
import { ActButton, Column, FenText, Panel, Particulars, Screen, StatePanel } from '../../ui/index'
import { useAct } from '../useAct'
import styles from './DayCloseScreen.module.css'
import { LooksPanel } from './LooksPanel'

/** 日结: the drawer against the books, what is left of the round, and what the centre has not got yet. */
export function DayCloseScreen() {
  const { t, language } = useWords()
  const desk = useDesk()
  const { fold, roundId } = useRound()
  const { act } = useAct()
  const [evenSo, setEvenSo] = useState(false)
  const today = businessDayAt(desk.nowMs())
  const progress = roundProgress(fold)
  const closedAt = roundId === null ? null : (fold.state('round', roundId)?.closedAt ?? null)

  const close = async () => {
    const answer = await act(closeRound, { evenIfBagsRemain: evenSo })
    if (answer.ok) playSound('done')
    else if (answer.refusal === 'still-to-do') setEvenSo(true)
  }
  return (
    <Screen title={t('dayClose.title')} note={dayText(today, language)} body="split">
      <Column>
        <DrawerPanel />
      </Column>
      <Column>
        <Panel title={t('dayClose.round')}>
          <Particulars
            rows={[
              [
                t('today.step.handed'),
                t('words.ofTotal', { n: progress.handed.done, total: progress.handed.total }),
              ],
              [t('dayClose.bagsLeft'), String(progress.handed.total - progress.handed.done)],
              [t('dayClose.discrepancies'), String(progress.openDiscrepancies)],
            ]}
          />
          {closedAt === null ? (
            roundId !== null && (
              <ActButton weight={evenSo ? 'stop' : 'plain'} onAct={() => void close()}>
                {t(evenSo ? 'dayClose.closeRoundAnyway' : 'dayClose.closeRound')}
              </ActButton>
            )
          ) : (
            <StatePanel
              size="band"
              tone="ok"
              title={t('dayClose.roundClosed', { at: clockTime(stampMs(closedAt), language) })}
            />
          )}
        </Panel>
        <LooksPanel />
      </Column>
    </Screen>
  )
}

function DrawerPanel() {
  const { t, language } = useWords()
  const desk = useDesk()
  const { act } = useAct()
  const { deviceId } = desk.identity
  const today = businessDayAt(desk.nowMs())
  const [float, setFloatText] = useState('')
  const [counted, setCounted] = useState('')
  const [reason, setReason] = useState('')
  const cash = useLive(({ picture }) => {
    const rounds = picture.roundIds().flatMap((id) => picture.round(id) ?? [])
    const sum = (key: string) => fen(rounds.reduce((all, round) => all + round.tally(key), 0))
    return {
      drawer: picture.site.state('day', today)?.drawers[deviceId],
      expected: expectedCash(picture.site, rounds, { businessDay: today, deviceId }),
      byQr: sum(`till:qr:${today}:${deviceId}`),
      moved: sum(`till:cash:${today}:${deviceId}`),
      since: sum(`till:cash:${drawerDay(picture.site, { today, deviceId })}:${deviceId}`),
    }
  })
  const link = useCentre()?.view ?? null
  const closed = cash.drawer?.closed
  const countedFen = fenOf(counted)
  const difference = countedFen === undefined ? undefined : fen(countedFen - cash.expected)

  const saveFloat = async () => {
    const amount = fenOf(float)
    if (amount !== undefined && (await act(setFloat, { fen: amount })).ok) setFloatText('')
  }
  const close = async () => {
    if (countedFen === undefined) return
    const answer = await act(closeDay, {
      expectedCashFen: cash.expected,
      countedCashFen: countedFen,
      reason: reason.trim() || null,
      unsentEntries: link?.unsent ?? 0,
    })
    if (answer.ok) playSound('done')
  }
  return (
    <Panel title={t('dayClose.drawer')} fill>
      <Particulars
        rows={[
          [t('dayClose.float'), <FenText key="f" fen={cash.drawer?.floatFen ?? fen(0)} />],
          [t('dayClose.cashMoved'), <FenText key="m" fen={cash.moved} />],
          [t('dayClose.expected'), <FenText key="e" fen={cash.expected} strong />],
          [t('dayClose.byQr'), <FenText key="q" fen={cash.byQr} />],
          ...(closed ? [[t('dayClose.since'), <FenText key="s" fen={cash.since} strong />] as const] : []),
        ]}
      />
      {closed ? (
        <StatePanel
          tone={closed.countedCashFen === closed.expectedCashFen ? 'ok' : 'attention'}
          title={t('dayClose.closed', { at: clockTime(stampMs(closed.at), language) })}
          detail={
            <>
              <Difference fen={fen(closed.countedCashFen - closed.expectedCashFen)} />
              {closed.unsentEntries > 0 && (
                <p className={styles['quiet']}>
                  {t('dayClose.closedUnsent', { n: countText(closed.unsentEntries) })}
                </p>
              )}
            </>
          }
        />
      ) : (
        <div className={styles['acts']}>
          <label className={styles['field']}>
            <span>{t('dayClose.setFloat')}</span>
            <input inputMode="decimal" value={float} onChange={(e) => setFloatText(e.target.value)} />
            <ActButton
              unless={fenOf(float) === undefined ? t('dayClose.typeYuan') : undefined}
              onAct={() => void saveFloat()}
            >
              {t('words.act.save')}
            </ActButton>
          </label>
          <label className={styles['field']}>
            <span>{t('dayClose.counted')}</span>
            <input inputMode="decimal" value={counted} onChange={(e) => setCounted(e.target.value)} />
            {difference !== undefined && <Difference fen={difference} />}
          </label>
          {difference !== undefined && difference !== 0 && (
            <label className={styles['field']}>
              <span>{t('words.reason')}</span>
              <input value={reason} maxLength={200} onChange={(e) => setReason(e.target.value)} />
            </label>
          )}
          <ActButton
            weight="main"
            size="large"
            unless={countedFen === undefined ? t('dayClose.countFirst') : undefined}
            onAct={() => void close()}
          >
            {t('dayClose.close')}
          </ActButton>
          <p className={styles['quiet']}>
            {link === null
              ? t('dayClose.localOnly')
              : link.unsent === 0
                ? t('dayClose.allSent')
                : t('dayClose.unsent', { n: countText(link.unsent) })}
          </p>
        </div>
      )}
    </Panel>
  )
}

/** What a person typed as yuan; undefined while it is no amount of money. */
function fenOf(text: string): Fen | undefined {
  const reading = readYuan(text)
  return reading.ok ? fen(reading.fen) : undefined
}

function Difference({ fen: amount }: { fen: Fen }) {
  const { t } = useWords()
  if (amount === 0) return <b className={styles['agrees']}>{t('dayClose.agrees')}</b>
  return (
    <b className={styles['differs']}>
      {t(amount > 0 ? 'dayClose.more' : 'dayClose.less')} <FenText fen={fen(Math.abs(amount))} />
    </b>
  )
}
