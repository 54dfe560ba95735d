import { useEffect, useRef, useState } from 'react'
import { refusalDiscrepancyId } from '../../../shared/domain/bag/bagState'
import { typedYuan } from '../../../shared/domain/handover/changeOf'
import { type Visit, visitOf } from '../../../shared/domain/handover/visitOf'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useRound } from '../../queries/useLive'
import { ActButton } from '../../ui/index'
import { PhotoStrip } from '../photos/PhotoStrip'
import { useReveal } from '../useReveal'
import type { Counter } from './counter'
import type { CounterState, OpenVisit } from './counterState'
import styles from './Handover.module.css'
import { MoneyLine } from './MoneyLine'
import { OtherRounds } from './OtherRounds'
import { RefuseForm } from './RefuseForm'
import { RemarkPanel } from './RemarkPanel'
import { VisitBags } from './VisitBags'
import { VisitGoods } from './VisitGoods'
import { VisitHead } from './VisitHead'
import { VisitWarnings } from './VisitWarnings'

/** A household in front of the counter: who, which bags, what is due. */
export function VisitStage(props: { counter: Counter; state: CounterState; visit: OpenVisit }) {
  const { counter, state, visit } = props
  const { t } = useWords()
  const { fold } = useRound()
  const seen = visitOf(fold, visit.householdId)
  const [line, setLine] = useState<number | null>(null)
  const lines = linesOf(seen)
  const reveal = useReveal(visit.householdId)
  useUndoNoted(counter, seen)
  const due = (seen?.money.dueFen ?? 0) > 0
  const typed = useTypedNumber({ open: due && state.form.asks === 'nothing' })
  const tendered = () => {
    const given = typedYuan(typed.text)
    typed.clear()
    return given
  }
  const refuse = () => {
    const at = lines[line ?? 0]
    if (at) counter.askRefusal(at.bagId, at.productId)
  }
  const step = (by: 1 | -1) =>
    lines.length > 0 && setLine(((line ?? (by === 1 ? -1 : 0)) + by + lines.length) % lines.length)
  const owed = (seen?.money.dueFen ?? 0) < 0
  const refused = refusalToShow(lines, line)
  useKeys('handover', {
    completeVisit: () => void counter.goOn(tendered()),
    nextReceiver: () => counter.nextReceiver(),
    showIdentity: () => (reveal.reason === null ? void reveal.show('verify') : reveal.mask()),
    refuseLine: refuse,
    lineDown: () => step(1),
    lineUp: () => step(-1),
    leaveVisit: () => counter.leave(),
    ...(due && {
      takePayment: () => void counter.takeMoney('cash', tendered()),
      takeByQr: () => void counter.takeMoney('qr', undefined),
      waiveDue: () => counter.askWaiver(),
    }),
    ...(owed && { payBack: () => void counter.giveBack('cash') }),
  })
  if (!seen) return null
  const { remark, form } = state
  const stopped = remark?.kind === 'other-household' || remark?.kind === 'contested'
  return (
    <div className={styles['visit']}>
      {stopped ? (
        <RemarkPanel remark={remark} size="stage" />
      ) : (
        <VisitHead counter={counter} visit={visit} seen={seen} remark={remark} reveal={reveal} />
      )}
      <VisitWarnings seen={seen} />
      <div className={styles['visitBody']}>
        <VisitBags seen={seen} />
        <VisitGoods
          lines={lines}
          chosen={line}
          onChoose={setLine}
          onRefuse={(at) => counter.askRefusal(at.bagId, at.productId)}
          onTakeBack={(at) => void counter.takeBack(at.refusals, t('words.act.undo'))}
        />
      </div>
      {refused !== undefined && form.asks !== 'refusal' && (
        <PhotoStrip
          key={refused.factId}
          discrepancyId={refusalDiscrepancyId(refused.factId)}
          what={`${t('terms.discrepancy.refused')} ${fold.state('product', refused.productId)?.product?.name ?? ''}`}
        />
      )}
      {form.asks === 'refusal' && (
        <RefuseForm key={`${form.bagId}${form.productId}`} counter={counter} seen={seen} form={form} />
      )}
      <footer className={styles['visitFoot']}>
        <MoneyLine counter={counter} seen={seen} form={form} typed={typed.text} takeTyped={tendered} />
        <OtherRounds householdId={visit.householdId} />
        <span className={styles['visitActs']}>
          <ActButton keys="Esc" onAct={() => counter.leave()}>
            {t('handover.visit.leave')}
          </ActButton>
          {seen.onShelf.length > 0 && (
            <ActButton weight="main" keys="Enter" icon="handover" onAct={() => void counter.goOn(undefined)}>
              {`${t('handover.visit.handAll')} · ${seen.onShelf.length}`}
            </ActButton>
          )}
        </span>
      </footer>
    </div>
  )
}

/** The refused line that is chosen, or else the one refused last: its photo is taken here. */
function refusalToShow(lines: readonly GoodsAt[], chosen: number | null) {
  const refusals = (of: readonly GoodsAt[]) =>
    of.flatMap(({ productId, refusals: factIds }) => factIds.map((factId) => ({ productId, factId })))
  const [at] = lines.slice(chosen ?? 0, (chosen ?? 0) + 1)
  return refusals(chosen === null || !at ? [] : [at]).at(-1) ?? refusals(lines).sort(byFact).at(-1)
}

const byFact = (a: { factId: string }, b: { factId: string }) => (a.factId < b.factId ? -1 : 1)

/** What was said of a payment or a bag must not stand on the screen after it was taken back. */
function useUndoNoted(counter: Counter, seen: Visit | undefined): void {
  const standing =
    (seen?.moves.length ?? 0) +
    (seen?.bags ?? []).reduce(
      (sum, bag) => sum + bag.handovers.length + bag.lines.reduce((n, line) => n + line.refusals.length, 0),
      0,
    )
  const before = useRef(standing)
  useEffect(() => {
    if (standing < before.current) counter.noteUndone()
    before.current = standing
  }, [counter, standing])
}

export type GoodsAt = Visit['bags'][number]['lines'][number] & {
  readonly bagId: Visit['bags'][number]['bagId']
  readonly n: number
  readonly zone: Visit['bags'][number]['zone']
}

function linesOf(seen: Visit | undefined): readonly GoodsAt[] {
  return (seen?.bags ?? []).flatMap(({ bagId, n, zone, lines }) =>
    lines.map((line) => ({ ...line, bagId, n, zone })),
  )
}
