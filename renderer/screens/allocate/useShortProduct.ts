import { useMemo, useRef, useState } from 'react'
import { sharesOf } from '../../../shared/domain/allocation/allocate'
import { decideAllocation } from '../../../shared/domain/allocation/decideAllocation'
import { lockHousehold, lockRange } from '../../../shared/domain/allocation/lockHousehold'
import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import { type AllocationPolicy, allocationPolicies } from '../../../shared/domain/terms'
import type { HouseholdId } from '../../../shared/kernel/ids'
import type { Pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useTypedNumber } from '../../input/useTypedNumber'
import { useLive, useRound } from '../../queries/useLive'
import { favour, notify, showScan, useSession } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { type AllocationRow, type AllocationView, allocationView, type PolicyOutcome } from './allocationView'

const pageRows = 10

export interface ShortProduct {
  readonly view: AllocationView
  readonly policy: AllocationPolicy
  /** What the chosen policy would do. */
  readonly outcome: PolicyOutcome | undefined
  /** The rows on show, all or only who is shorted. */
  readonly rows: readonly AllocationRow[]
  readonly row: AllocationRow | undefined
  readonly onlyShorted: boolean
  /** A number being typed for the row. */
  readonly typed: string
  choosePolicy(policy: AllocationPolicy): void
  chooseRow(householdId: HouseholdId): void
  toggleShorted(): void
  toggleLock(): void
  toggleFavour(): void
  confirm(): void
}

interface ShortArgs {
  readonly standing: ProductStanding
  /** Where nothing was decided before: what was chosen last. */
  readonly usualPolicy: AllocationPolicy
  readonly onDecided: (policy: AllocationPolicy) => void
  readonly onBack: () => void
}

/** One short product on the table: what is chosen, set by hand and marked, until a person confirms it. */
export function useShortProduct({ standing, usualPolicy, onDecided, onBack }: ShortArgs): ShortProduct {
  const { productId, product } = standing
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const version = useLive((point) => point.version)
  const typed = useTypedNumber()
  const favoured = useSession((s) => s.favoured)
  const [policy, setPolicy] = useState<AllocationPolicy>(
    () => fold.state('product', productId)?.allocation?.policy ?? usualPolicy,
  )
  const [locks, setLocks] = useState<ReadonlyMap<string, Pieces | null>>(new Map())
  const [chosen, setChosen] = useState<HouseholdId | null>(null)
  const [onlyShorted, setOnlyShorted] = useState(false)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the fold keeps its identity while entries land; the version says that it changed
  const view = useMemo(
    () => allocationView(fold, productId, { locks, favoured }),
    [fold, productId, locks, favoured, version],
  )
  const outcome = view.outcomes.find((one) => one.policy === policy)
  const isShorted = (row: AllocationRow) => (outcome?.shares.get(row.householdId)?.pieces ?? 0) < row.asked
  const rows = onlyShorted ? view.rows.filter((row) => isShorted(row) || row.locked) : view.rows
  const at = rows.findIndex((row) => row.householdId === chosen)
  const row = rows[at] ?? rows.find(isShorted) ?? rows[0]

  const moveBy = (steps: number) => {
    const from = row ? rows.indexOf(row) : 0
    const next = rows[Math.max(0, Math.min(rows.length - 1, from + steps))]
    if (next) setChosen(next.householdId)
    typed.clear()
  }
  const policyBy = (steps: number) => {
    const i = allocationPolicies.indexOf(policy) + steps
    setPolicy(allocationPolicies[(i + allocationPolicies.length) % allocationPolicies.length] ?? policy)
  }
  const setByHand = (target: AllocationRow, n: number) => {
    const { least, most } = lockRange(target.claims)
    if (n < least || n > most) {
      playSound('stop')
      notify({ tone: 'stop', title: product.name, detail: t('allocate.short.clamped', { least, most }) })
      return
    }
    setChosen(target.householdId)
    setLocks(new Map([...locks, ...lockHousehold(target.claims, n)]))
  }
  const toggleLock = () => {
    if (!row) return
    setChosen(row.householdId)
    if (row.locked) setLocks(new Map([...locks, ...unlocked(row)]))
    else setByHand(row, outcome?.shares.get(row.householdId)?.pieces ?? row.packed)
  }
  const deciding = useRef(false)
  const decide = async () => {
    if (!outcome?.proposal.ok) {
      playSound('stop')
      return
    }
    // Enter pressed twice is one decision.
    if (deciding.current) return
    deciding.current = true
    const answer = await act(decideAllocation, { productId, policy, shares: sharesOf(outcome.proposal) })
    deciding.current = false
    if (!answer.ok) return
    playSound('ok')
    const n = outcome.part + outcome.none
    const policyName = t(`terms.policy.${policy}`)
    const did = n === 0 ? t('allocate.short.didNobody') : t('allocate.short.did', { policy: policyName, n })
    showScan({ text: product.name, did, tone: 'ok', undoable: true })
    onDecided(policy)
  }
  const confirm = () => {
    const n = typed.take()
    if (n !== undefined && row) setByHand(row, n)
    else void decide()
  }
  const toggleFavour = () => {
    if (!row) return
    setChosen(row.householdId)
    favour(row.householdId, !row.favoured)
  }
  const toggleShorted = () => setOnlyShorted(!onlyShorted)
  useKeys('allocation', {
    confirmAllocation: confirm,
    lockRow: toggleLock,
    favourHousehold: toggleFavour,
    showShorted: toggleShorted,
    nextPolicy: () => policyBy(1),
    previousPolicy: () => policyBy(-1),
    lineDown: () => moveBy(1),
    lineUp: () => moveBy(-1),
    pageDown: () => moveBy(pageRows),
    pageUp: () => moveBy(-pageRows),
    backToList: () => (typed.text === '' ? onBack() : typed.clear()),
  })
  return {
    ...{ view, policy, outcome, rows, row, onlyShorted, typed: typed.text },
    ...{ choosePolicy: setPolicy, chooseRow: setChosen, toggleShorted, toggleLock, toggleFavour, confirm },
  }
}

function unlocked(row: AllocationRow): readonly (readonly [string, null])[] {
  return row.claims.map((claim) => [`${claim.orderId}|${claim.line}`, null])
}
