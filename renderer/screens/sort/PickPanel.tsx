import { useWords } from '../../i18n/index'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { BigHint, Icon, KeyHint, SlotNumber, StatePanel } from '../../ui/index'
import { AttachCode } from '../attach/AttachCode'
import { ObstaclePanel } from './ObstaclePanel'
import styles from './Pick.module.css'
import { PickLine } from './PickLine'
import { Said } from './SaidBand'
import { ShortReasons } from './ShortReasons'
import sort from './Sort.module.css'
import type { Picking } from './usePicking'
import { WeighPrompt } from './WeighPrompt'

/** The stage of 摘果: one household, its lines, a tick for each that is in. */
export function PickPanel({ picking }: { picking: Picking }) {
  const { t } = useWords()
  const { stage } = picking
  if (stage.at === 'unknown')
    return (
      <div className={sort['stage']}>
        <AttachCode
          key={stage.barcode}
          raw={stage.raw}
          onAttach={picking.attach}
          onCancel={picking.putDown}
        />
      </div>
    )
  if (stage.at === 'obstacle')
    return (
      <div className={sort['stage']}>
        <ObstaclePanel productId={stage.productId} obstacle={stage.obstacle} />
      </div>
    )
  return (
    <div className={sort['stage']} data-said={picking.said?.tone ?? 'none'}>
      {picking.householdId === null ? <Choose /> : <Household picking={picking} />}
      <Said said={picking.said} />
      <PickFoot picking={picking} t={t} />
    </div>
  )
}

function Choose() {
  const { t } = useWords()
  const typed = useTypedNumber()
  if (typed.text !== '') return <BigHint icon="sort" title={typed.text} detail={t('sort.pick.enterOpens')} />
  return <BigHint icon="scan" title={t('sort.pick.idle.title')} detail={t('sort.pick.idle.detail')} />
}

function Household({ picking }: { picking: Picking }) {
  const { t } = useWords()
  const { fold } = useRound()
  const typed = useTypedNumber()
  const householdText = useHouseholdText()
  const { householdId, slot, lines, line } = picking
  if (householdId === null || slot === null) return null
  const done = lines.length > 0 && lines.every(({ left }) => left === 0)
  return (
    <section className={styles['card']} data-done={done}>
      <header>
        <SlotNumber slot={slot} size="desk" />
        <div>
          <p className={styles['who']}>{householdText(householdId)}</p>
          <p className={styles['count']}>
            {t('sort.pick.count', {
              n: lines.reduce((sum, { put, allocated }) => sum + Math.min(put, allocated), 0),
              total: lines.reduce((sum, { allocated }) => sum + allocated, 0),
            })}
          </p>
        </div>
        {done && (
          <span className={styles['done']} data-tone="ok">
            <Icon name="check" size={28} /> {t('sort.pick.done')}
          </span>
        )}
      </header>
      <ul>
        {lines.map((need) => (
          <PickLine
            key={need.productId}
            need={need}
            product={fold.state('product', need.productId)?.product ?? null}
            current={!done && need === line}
            typed={need === line ? typed.text : ''}
          />
        ))}
      </ul>
      {lines.length === 0 && <StatePanel size="band" tone="info" title={t('sort.pick.nothing')} />}
    </section>
  )
}

function PickFoot({ picking, t }: { picking: Picking; t: ReturnType<typeof useWords>['t'] }) {
  const { fold } = useRound()
  const typed = useTypedNumber()
  const { stage } = picking
  if (stage.at === 'weigh')
    return (
      <WeighPrompt
        weighing={stage.weighing}
        product={fold.state('product', stage.hand.productId)?.product ?? null}
        typed={typed.text}
      />
    )
  if (stage.at === 'short')
    return <ShortReasons pieces={stage.pieces} onReason={picking.short} onCancel={picking.putDown} />
  return (
    <div className={sort['next']}>
      <span className={sort['keys']}>
        <span>
          <KeyHint keys="Enter" /> {t(picking.line === null ? 'sort.pick.act.next' : 'sort.pick.act.line')}
        </span>
        <span>
          <KeyHint keys="→" /> {t('sort.pick.act.next')}
        </span>
        <span>
          <KeyHint keys="G" /> {t('sort.pick.act.go')}
        </span>
        <span>
          <KeyHint keys="N" /> {t('sort.act.doesNotFit')}
        </span>
        <span>
          <KeyHint keys="S" /> {t('sort.act.short')}
        </span>
      </span>
    </div>
  )
}
