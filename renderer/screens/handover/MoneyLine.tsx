import type { RefundReason } from '../../../shared/domain/account/settledLine'
import type { Settlement } from '../../../shared/domain/account/settlement'
import { changeOf, typedYuan } from '../../../shared/domain/handover/changeOf'
import type { Visit } from '../../../shared/domain/handover/visitOf'
import { type Fen, fen } from '../../../shared/kernel/money'
import type { Translate } from '../../i18n/index'
import { useWords } from '../../i18n/index'
import { ActButton, fenText, Icon } from '../../ui/index'
import type { Counter } from './counter'
import type { CounterForm } from './counterState'
import styles from './Handover.module.css'
import { WaiveForm } from './WaiveForm'

interface MoneyLineProps {
  readonly counter: Counter
  readonly seen: Visit
  readonly form: CounterForm
  /** What was typed since the last act: the cash given. */
  readonly typed: string
  readonly takeTyped: () => Fen | undefined
}

/** What is due, as one line that has to be settled or waived; what is owed back may stay with the leader. */
export function MoneyLine(props: MoneyLineProps) {
  const { counter, seen, form } = props
  const { t } = useWords()
  const { dueFen, refundedFen, paidFen } = seen.money
  if (form.asks === 'waiver') return <WaiveForm counter={counter} dueFen={dueFen} />
  const because = refundedFen > 0 ? reasonsOf(seen.money, t) : ''
  if (dueFen > 0) return <Due {...props} because={because} />
  if (dueFen < 0)
    return (
      <div className={styles['money']} data-tone="info">
        <Icon name="money" size={28} />
        <span className={styles['moneyWord']}>{t('handover.money.refund')}</span>
        <b className={styles['moneySum']}>{fenText(fen(-dueFen))}</b>
        <span className={styles['moneyNote']}>
          {[because, t('handover.money.toLeader')].filter(Boolean).join(' · ')}
        </span>
        <ActButton keys="B" onAct={() => void counter.giveBack('cash')}>
          {t('handover.money.payBack')}
        </ActButton>
      </div>
    )
  return (
    <div className={styles['money']} data-tone="quiet">
      <Icon name="check" size={22} />
      <span className={styles['moneyWord']}>{t('handover.money.settled')}</span>
      <b>{fenText(paidFen)}</b>
      <span className={styles['moneyNote']}>{because}</span>
      <Moves counter={counter} seen={seen} />
    </div>
  )
}

function Due({ counter, seen, typed, takeTyped, because }: MoneyLineProps & { because: string }) {
  const { t } = useWords()
  const { dueFen } = seen.money
  const given = typedYuan(typed)
  const change = given === undefined ? undefined : changeOf(dueFen, given)
  return (
    <div className={styles['money']} data-tone="attention">
      <Icon name="money" size={28} />
      <span className={styles['moneyWord']}>{t('handover.money.due')}</span>
      <b className={styles['moneySum']}>{fenText(dueFen)}</b>
      <span className={styles['moneyNote']} role="status">
        {given === undefined ? (
          [because, t('handover.money.typeHint')].filter(Boolean).join(' · ')
        ) : (
          <>
            {t('handover.money.tendered')} <b>¥{typed}</b>{' '}
            {change === undefined ? (
              t('handover.money.missing', { fen: fenText(fen(dueFen - given)) })
            ) : (
              <>
                {t('handover.money.change')} <b className={styles['moneySum']}>{fenText(change)}</b>
              </>
            )}
          </>
        )}
      </span>
      <ActButton keys="P" weight="main" onAct={() => void counter.takeMoney('cash', takeTyped())}>
        {t('handover.money.cash')}
      </ActButton>
      <ActButton keys="Q" onAct={() => void counter.takeMoney('qr', undefined)}>
        {t('handover.money.qr')}
      </ActButton>
      <ActButton keys="W" onAct={() => counter.askWaiver()}>
        {t('handover.money.waive')}
      </ActButton>
    </div>
  )
}

/** '少货 ¥5.00 · 拒收 ¥3.00' */
function reasonsOf({ lines }: Settlement, t: Translate): string {
  const sums = new Map<RefundReason, number>()
  for (const { reason, fen: back } of lines.flatMap((line) => line.refunds))
    sums.set(reason, (sums.get(reason) ?? 0) + back)
  return [...sums]
    .map(([reason, sum]) => `${t(`handover.money.because.${reason}`)} ${fenText(fen(-sum))}`)
    .join(' · ')
}

/** What moved at the counter, each to be taken back where it was wrong. */
function Moves({ counter, seen }: Pick<MoneyLineProps, 'counter' | 'seen'>) {
  const { t } = useWords()
  return seen.moves.map(({ factId, as, fen: sum }) => (
    <ActButton
      key={factId}
      size="small"
      weight="quiet"
      icon="undo"
      onAct={() => void counter.takeBack([factId], t('words.act.undo'))}
    >
      {`${t(`handover.money.move.${as}`)} ${fenText(sum)}`}
    </ActButton>
  ))
}
