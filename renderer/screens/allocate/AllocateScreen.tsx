import { useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import { type ProductStanding, productStandings } from '../../../shared/domain/allocation/productStanding'
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
  const standings = productStandings(fold)
  const standing = standings.find(({ productId }) => productId === openProduct)
  const shorts = standings.filter(
    ({ state, missing }) => open.includes(state) || (state === 'decided' && missing > 0),
  )
  const show = (productId: ProductId) => {
    look({ openProduct: productId })
    setOnTable(true)
  }
  const undecided = (except: ProductId) =>
    shorts.find(({ productId, state }) => productId !== except && open.includes(state))

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
        isLast={undecided(standing.productId) === undefined}
        onOpen={show}
        onBack={() => setOnTable(false)}
        onDecided={() => {
          const next = undecided(standing.productId)
          if (next) return look({ openProduct: next.productId })
          setOnTable(false)
          playSound('done')
          notify({ tone: 'ok', title: t('allocate.short.allDone') })
        }}
      />
    )
  return <ProductList standings={standings} chosen={standing?.productId ?? null} onOpen={show} />
}
