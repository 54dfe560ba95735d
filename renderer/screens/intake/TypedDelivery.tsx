import { useState } from 'react'
import { announceDelivery } from '../../../shared/domain/receiving/announceDelivery'
import { currentRound } from '../../../shared/domain/round/currentRound'
import type { ProductTerms } from '../../../shared/domain/terms'
import { supplierIdOf } from '../../../shared/intake/orders/orderIds'
import { parseBusinessDay } from '../../../shared/kernel/businessDay'
import { type DeliveryId, idOf } from '../../../shared/kernel/ids'
import { pieces } from '../../../shared/kernel/quantity'
import { useDesk } from '../../commands/deskContext'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { look, notify } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import { ActButton, Panel } from '../../ui/index'
import { useAct } from '../useAct'
import intake from './Intake.module.css'
import styles from './Orders.module.css'
import { ProductSearch } from './ProductSearch'
import { listedProducts } from './roundOrders'
import { TypedLines, withProduct } from './TypedLines'
import type { PhoneLine } from './usePhoneOrder'
import { useScannedProduct } from './useScannedProduct'

/** A delivery as it stands on the supplier's note: supplier, day, lines. */
export function TypedDelivery() {
  const { t } = useWords()
  const desk = useDesk()
  const { fold, roundId } = useRound()
  const { act } = useAct()
  const [supplier, setSupplier] = useState('')
  const [day, setDay] = useState<string>(currentRound(fold)?.opened?.pickupFrom ?? '')
  const [lines, setLines] = useState<readonly PhoneLine[]>([])
  const products = listedProducts(fold)
  const suppliers = [...new Set(products.flatMap((product) => product.supplierName ?? []))]
  const add = (product: ProductTerms, count: number) =>
    setLines((typed) => withProduct(typed, { product, count }))
  useScannedProduct((product) => add(product, 1))
  const unless =
    supplier.trim() === ''
      ? t('intake.delivery.needsSupplier')
      : lines.length === 0
        ? t('intake.phone.needsGoods')
        : undefined
  const save = async () => {
    if (roundId === null || unless !== undefined) return
    const name = supplier.trim()
    const deliveryId = idOf<DeliveryId>(`d-${desk.newId()}`)
    const answer = await act(announceDelivery, {
      ...{ deliveryId, roundId, supplierId: supplierIdOf(name), supplierName: name },
      dueDay: parseBusinessDay(day) ?? null,
      lines: lines.map(({ product, count }) => ({
        productId: product.productId,
        pieces: pieces(count),
        grams: null,
      })),
    })
    if (!answer.ok) return
    look({ openDelivery: deliveryId })
    playSound('done')
    notify({ tone: 'ok', title: t('intake.delivery.made', { count: 1 }), detail: name })
    setLines([])
    setSupplier('')
  }
  return (
    <Panel fill title={t('intake.delivery.typed')}>
      <div className={styles['deliveryHead']}>
        <label>
          <span>{t('terms.supplier')}</span>
          <input
            value={supplier}
            list="intake-suppliers"
            maxLength={60}
            onChange={(event) => setSupplier(event.currentTarget.value)}
          />
          <datalist id="intake-suppliers">
            {suppliers.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </label>
        <label>
          <span>{t('intake.delivery.due')}</span>
          <input type="date" value={day} onChange={(event) => setDay(event.currentTarget.value)} />
        </label>
      </div>
      <ProductSearch products={products} onChoose={add} onEmptyEnter={() => void save()} />
      <TypedLines lines={lines} onLines={setLines} />
      <div className={intake['rowActs']}>
        <ActButton unless={unless} onAct={() => void save()}>
          {t('intake.delivery.save')}
        </ActButton>
      </div>
    </Panel>
  )
}
