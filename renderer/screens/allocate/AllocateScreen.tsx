import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { type ProductStanding, productStandings } from '../../../shared/domain/allocation/productStanding'
import type { AllocationPolicy } from '../../../shared/domain/terms'
import { scannedGoods } from '../../../shared/intake/codes/scannedGoods'
import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useScan } from '../../input/useScan'
import { useRound } from '../../queries/useLive'
import { look, notify, showScan, useSession } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, EmptyState, Screen } from '../../ui/index'
import { OverStage } from './OverStage'
import { ProductList } from './ProductList'
import { ShortStage } from './ShortStage'

/** Waits for a person to say who is shorted. */
const open: readonly ProductStanding['state'][] = ['undecided', 'stale', 'more']

/** 对单 · 配货: ordered against received; who is shorted, and what becomes of what is over. */
export function AllocateScreen() {
  const { t } = useWords()
  const { fold, site } = useRound()
  const [, go] = useHashLocation()
  const openProduct = useSession((s) => s.openProduct)
  const [onTable, setOnTable] = useState(false)
  const [usualPolicy, setUsualPolicy] = useState<AllocationPolicy>('order-time')
  const standings = productStandings(fold)
  const standing = standings.find(({ productId }) => productId === openProduct)
  // Their places stay while one after the other is decided.
  const shorts = standings
    .filter(({ state, missing }) => open.includes(state) || (state === 'decided' && missing > 0))
    .sort((a, b) => (a.productId < b.productId ? -1 : 1))
  const show = (productId: ProductId) => {
    look({ openProduct: productId })
    setOnTable(true)
  }
  const nextAfter = (productId: ProductId) => {
    const at = shorts.findIndex((one) => one.productId === productId)
    return [...shorts.slice(at + 1), ...shorts.slice(0, Math.max(0, at))].find(({ state }) =>
      open.includes(state),
    )
  }

  useScan((scan) => {
    const goods = scannedGoods(fold, site, scan.code)
    const found = standings.find(({ productId }) => productId === goods?.productId)
    if (!found) return 'pass'
    const { name } = found.product
    const isQuiet = found.state === 'full' || found.state === 'receiving'
    playSound(isQuiet ? 'attention' : 'ok')
    const did = t(isQuiet ? 'allocate.quiet' : 'allocate.opened', { name })
    showScan({ text: scan.text, did, tone: isQuiet ? 'info' : 'ok', undoable: false })
    if (isQuiet) look({ openProduct: found.productId })
    else show(found.productId)
    return undefined
  })

  if (standings.length === 0)
    return (
      <Screen title={t('allocate.title')}>
        <EmptyState
          icon="allocate"
          title={t('allocate.none.title')}
          detail={t('allocate.none.detail')}
          act={<ActButton onAct={() => go('/receive')}>{t('allocate.none.act')}</ActButton>}
        />
      </Screen>
    )
  if (onTable && standing?.state === 'over')
    return <OverStage key={standing.productId} standing={standing} onBack={() => setOnTable(false)} />
  if (onTable && standing)
    return (
      <ShortStage
        key={standing.productId}
        standing={standing}
        shorts={shorts}
        isLast={nextAfter(standing.productId) === undefined}
        onOpen={show}
        onBack={() => setOnTable(false)}
        usualPolicy={usualPolicy}
        onDecided={(policy) => {
          setUsualPolicy(policy)
          const next = nextAfter(standing.productId)
          if (next) return look({ openProduct: next.productId })
          setOnTable(false)
          playSound('done')
          notify({ tone: 'ok', title: t('allocate.short.allDone') })
        }}
      />
    )
  return <ProductList standings={standings} chosen={standing?.productId ?? null} onOpen={show} />
}
