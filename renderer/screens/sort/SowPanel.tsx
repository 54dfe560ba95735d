import { stockAt } from '../../../shared/domain/stock/onHand'
import { useWords } from '../../i18n/index'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { BigHint, GramsText, KeyHint, SlotAnswer, StatePanel } from '../../ui/index'
import { AttachCode } from '../attach/AttachCode'
import { ObstaclePanel } from './ObstaclePanel'
import { useProductText } from './productText'
import { Said } from './SaidBand'
import { ShortReasons } from './ShortReasons'
import styles from './Sort.module.css'
import { handOf } from './sowStage'
import type { Sowing } from './useSowing'
import { WeighPrompt } from './WeighPrompt'

/** The stage of 播种: one big answer, and one line about what was just tried. */
export function SowPanel({ sowing }: { sowing: Sowing }) {
  const { said } = sowing
  return (
    <div className={styles['stage']} data-said={said?.tone ?? 'none'} data-at={placeOf(sowing)}>
      <Stage sowing={sowing} />
      <Said said={said} />
    </div>
  )
}

/** 'done': the product in the hand is wanted nowhere any more. */
function placeOf({ stage, needs }: Sowing): string {
  return stage.at === 'sow' && needs.length === 0 ? 'done' : stage.at
}

function Stage({ sowing }: { sowing: Sowing }) {
  const { t } = useWords()
  const { stage } = sowing
  switch (stage.at) {
    case 'idle':
      return <BigHint icon="scan" title={t('sort.idle.title')} detail={t('sort.idle.detail')} />
    case 'obstacle':
      return <ObstaclePanel productId={stage.productId} obstacle={stage.obstacle} />
    case 'unknown':
      return (
        <AttachCode key={stage.barcode} raw={stage.raw} onAttach={sowing.attach} onCancel={sowing.putDown} />
      )
    default:
      return <Answer sowing={sowing} />
  }
}

/** Slot, quantity, who; and what comes next. */
function Answer({ sowing }: { sowing: Sowing }) {
  const { t } = useWords()
  const { fold } = useRound()
  const householdText = useHouseholdText()
  const nameOf = useProductText()
  const typed = useTypedNumber()
  const { stage, needs } = sowing
  const hand = handOf(stage)
  if (hand === null) return null
  const { name, spec, product } = nameOf(hand.productId)
  const floor = stockAt(fold, 'floor', hand.productId)
  const [need, ...next] = needs
  const shown = stage.at === 'weigh' ? stage.weighing : stage.at === 'short' ? stage.need : need
  if (shown === undefined)
    return (
      <StatePanel
        tone="ok"
        title={t('sort.done.title', { name })}
        detail={floor.pieces > 0 ? t('sort.done.surplus', { n: floor.pieces }) : t('sort.done.none')}
      />
    )
  const times =
    stage.at === 'weigh'
      ? stage.weighing.pieces
      : stage.at === 'short'
        ? stage.pieces
        : typed.text !== '' && /^\d+$/.test(typed.text)
          ? Number(typed.text)
          : hand.grams !== null
            ? 1
            : (need?.left ?? 0)
  return (
    <>
      <SlotAnswer
        slot={shown.slot}
        times={times}
        zone={product?.zone ?? 'ambient'}
        household={householdText(shown.householdId)}
        head={
          <>
            <span className={styles['product']}>
              {name} <small>{spec}</small>
              {hand.grams !== null && (
                <b>
                  <GramsText grams={hand.grams} />
                </b>
              )}
            </span>
            <span className={styles['inHand']}>{t('sort.inHand', { n: floor.pieces })}</span>
          </>
        }
      />
      {stage.at === 'weigh' ? (
        <WeighPrompt weighing={stage.weighing} product={product} typed={typed.text} />
      ) : stage.at === 'short' ? (
        <ShortReasons pieces={stage.pieces} onReason={sowing.short} onCancel={sowing.putDown} />
      ) : (
        <Next next={next} />
      )}
    </>
  )
}

function Next({ next }: { next: Sowing['needs'] }) {
  const { t } = useWords()
  return (
    <div className={styles['next']}>
      <span className={styles['nextWord']}>{next.length > 0 ? t('sort.next') : t('sort.lastSlot')}</span>
      {next.map((need) => (
        <span key={need.householdId} className={styles['nextSlot']}>
          <b>{need.slot}</b> ×{need.left}
        </span>
      ))}
      <span className={styles['keys']}>
        <span>
          <KeyHint keys="Enter" /> {t('sort.act.put')}
        </span>
        <span>
          <KeyHint keys="N" /> {t('sort.act.doesNotFit')}
        </span>
        <span>
          <KeyHint keys="S" /> {t('sort.act.short')}
        </span>
        <span>
          <KeyHint keys="→" /> {t('sort.act.skip')}
        </span>
      </span>
    </div>
  )
}
