import { useState } from 'react'
import { checkBalance, confirmEmptyFloor } from '../../../shared/domain/balance/checkBalance'
import { type Explanation, explainDifference } from '../../../shared/domain/balance/explainDifference'
import { settleWeightRests } from '../../../shared/domain/balance/settleWeightRests'
import type { Decide } from '../../../shared/domain/decide'
import { householdAt } from '../../../shared/domain/sorting/needs'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { HouseholdId, ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import type { CodeScan } from '../../input/codeScan'
import { useInput } from '../../input/inputContext'
import { useRound } from '../../queries/useLive'
import { notify, showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { useAct } from '../useAct'
import { type BalanceRow, balanceRows, countOf } from './balanceRow'

/** Which household had the double or the wrong put: asked after the key, answered by slot, by scan or not at all. */
export interface AskedHousehold {
  readonly explanation: Extract<Explanation, 'double-put' | 'wrong-slot'>
  readonly row: BalanceRow
}

export function useBalance() {
  const { fold, site } = useRound()
  const { act } = useAct()
  const { t } = useWords()
  const input = useInput()
  const [chosenId, setChosen] = useState<ProductId | null>(null)
  const [showAgreed, setShowAgreed] = useState(false)
  const [asked, setAsked] = useState<AskedHousehold | null>(null)
  const all = balanceRows(fold)
  const rows = all.filter(
    ({ status, productId }) => showAgreed || status !== 'agrees' || productId === chosenId,
  )
  const chosen = rows.find(({ productId }) => productId === chosenId) ?? rows[0] ?? null

  const choose = (productId: ProductId | null) => {
    setChosen(productId)
    setAsked(null)
    input.typed.clear()
  }
  const step = (by: 1 | -1) => {
    const at = rows.findIndex(({ productId }) => productId === chosen?.productId)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
    if (next) choose(next.productId)
  }
  /** The next place to count, so that a hand goes on typing. */
  const goOn = (from: BalanceRow) => {
    const at = rows.indexOf(from)
    const later = [...rows.slice(at + 1), ...rows.slice(0, at)]
    choose((later.find(({ status }) => status === 'uncounted') ?? later[0])?.productId ?? null)
  }

  const count = async () => {
    const text = input.typed.take()
    if (chosen === null || text === '') return
    const counted = countOf(chosen, text)
    if (counted === null) {
      playSound('stop')
      notify({ tone: 'stop', title: t('balance.wholePieces') })
      return
    }
    const { productId } = chosen
    const answer = await act(checkBalance, { counted: [{ productId, ...counted }] })
    if (!answer.ok) return
    const row = balanceRows(fold).find((one) => one.productId === productId)
    const agrees = row?.status === 'agrees'
    playSound(agrees ? 'ok' : 'attention')
    const did = t(agrees ? 'balance.did.agrees' : 'balance.did.differs', { name: chosen.product.name })
    showScan({ text, did, tone: agrees ? 'ok' : 'attention', undoable: true })
    if (agrees) goOn(chosen)
    else choose(productId)
  }

  const explain = async (explanation: Explanation, row: BalanceRow, householdId: HouseholdId | null) => {
    const { productId } = row
    const answer = await act(explainDifference, { productId, explanation, householdId })
    if (!answer.ok) return
    playSound('ok')
    const did = t('balance.did.explained', {
      name: row.product.name,
      why: t(`balance.explanation.${explanation}`),
    })
    showScan({ text: row.product.name, did, tone: 'ok', undoable: true })
    setAsked(null)
    goOn(row)
  }

  const explainBy = (explanation: Explanation) => {
    if (chosen === null || chosen.status !== 'differs') return
    if (explanation === 'double-put' || explanation === 'wrong-slot') setAsked({ explanation, row: chosen })
    else void explain(explanation, chosen, null)
  }

  const answerAsked = (householdId: HouseholdId | null) => {
    if (asked) void explain(asked.explanation, asked.row, householdId)
  }

  const confirm = () => {
    if (asked === null) return void count()
    const text = input.typed.take()
    if (text === '') return answerAsked(null)
    const householdId = householdAt(fold, Number(text))
    if (householdId !== undefined) return answerAsked(householdId)
    playSound('stop')
    notify({ tone: 'stop', title: t('balance.ask.noSlot', { slot: text }) })
  }

  const onScan = (scan: CodeScan) => {
    const { code } = scan
    const said = (did: string, tone: 'ok' | 'attention' | 'info', sound: 'ok' | 'unknown') => {
      playSound(sound)
      showScan({ text: scan.text, did, tone, undoable: false })
    }
    if (asked !== null && (code.kind === 'slot' || code.kind === 'bag')) {
      const bag = code.kind === 'bag' ? fold.state('bag', code.bagCode)?.bag : undefined
      const householdId =
        code.kind === 'slot' ? householdAt(fold, code.slot) : bag && fold.householdOf(bag.householdId)
      if (householdId !== undefined) return answerAsked(householdId)
    }
    const goods = scannedGoods(fold, site, code)
    const row = all.find(({ productId }) => productId === goods?.productId)
    if (!row) return said(t('balance.did.notHere'), 'attention', 'unknown')
    choose(row.productId)
    said(t('balance.did.chosen', { name: row.product.name }), 'info', 'ok')
  }

  const run = async (rule: Decide<Record<never, never>>, did: string) => {
    const answer = await act(rule, {})
    if (!answer.ok) return
    playSound('ok')
    showScan({
      text: did,
      did: t('words.unit.products', { count: answer.factIds.length }),
      tone: 'ok',
      undoable: true,
    })
  }

  return {
    all,
    rows,
    chosen,
    asked,
    showAgreed,
    toggleAgreed: () => setShowAgreed(!showAgreed),
    choose,
    step,
    confirm,
    explainBy,
    answerAsked,
    cancelAsked: () => setAsked(null),
    onScan,
    confirmEmpty: () => void run(confirmEmptyFloor, t('balance.empty.act')),
    settleRests: () => void run(settleWeightRests, t('balance.rests.act')),
  }
}

export type Balancing = ReturnType<typeof useBalance>
