import { useRef, useState } from 'react'
import { useHashLocation } from 'wouter/use-hash-location'
import type { Identity } from '../../../shared/domain/identity'
import { maskAddress, maskName, maskPhone } from '../../../shared/domain/identity'
import { orderLineOf } from '../../../shared/domain/order/orderLine'
import type { Fulfilment, ProductTerms } from '../../../shared/domain/terms'
import { fen } from '../../../shared/kernel/money'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { useRound } from '../../queries/useLive'
import { ActButton, Column, fenText, Panel, Screen, StatePanel } from '../../ui/index'
import { NewProductRow } from './NewProductRow'
import styles from './Orders.module.css'
import { PartySearch } from './PartySearch'
import { ProductSearch } from './ProductSearch'
import { RoundFields } from './RoundFields'
import { listedProducts } from './roundOrders'
import { TypedLines, withProduct } from './TypedLines'
import { useNewRound } from './useNewRound'
import { type PhoneLine, type PhoneParty, usePhoneOrder } from './usePhoneOrder'
import { useScannedProduct } from './useScannedProduct'

const fulfilments = ['pickup', 'door', 'neighbour'] as const satisfies readonly Fulfilment[]

/** 电话订单: who, what, paid or not; three stops of the cursor and Ctrl+Enter. */
export function PhoneOrder({ onLeave, isNew }: { onLeave: () => void; isNew: boolean }) {
  const { t } = useWords()
  const { fold } = useRound()
  const [, go] = useHashLocation()
  const goods = useRef<HTMLInputElement>(null)
  const [party, setParty] = useState<PhoneParty | null>(null)
  const [lines, setLines] = useState<readonly PhoneLine[]>([])
  const [fresh, setFresh] = useState<readonly ProductTerms[]>([])
  const [paid, setPaid] = useState(false)
  const [fulfilment, setFulfilment] = useState<Fulfilment>('pickup')
  const [unknown, setUnknown] = useState<{ readonly name: string; readonly count: number } | null>(null)
  const { save, roundId, amountFen, overLimit } = usePhoneOrder(lines, isNew)
  const [round, changeRound] = useNewRound(roundId, t('intake.phone.roundTitle'))
  const products = [...(isNew ? [] : listedProducts(fold)), ...fresh]
  const add = (product: ProductTerms, count: number) =>
    setLines((typed) => withProduct(typed, { product, count }))
  useScannedProduct((product) => add(product, 1))
  const unless =
    party === null
      ? t('intake.phone.needsWho')
      : lines.length === 0
        ? t('intake.phone.needsGoods')
        : undefined
  const commit = async () => {
    if (party === null || unless !== undefined) return
    const saved = await save({ party, fresh, paid, fulfilment, open: round })
    if (!saved) return
    go('/intake/phone')
    setParty(null)
    setLines([])
    setFresh([])
    setPaid(false)
  }
  useKeys('intake', { putDown: onLeave, takeIn: () => void commit() })
  return (
    <Screen
      title={t('intake.ways.phone.title')}
      body="split"
      note={t('intake.phone.keys')}
      acts={
        <>
          <ActButton keys="Esc" onAct={onLeave}>
            {t('intake.home.back')}
          </ActButton>
          <ActButton weight="main" keys="Ctrl+Enter" unless={unless} onAct={() => void commit()}>
            {t('intake.phone.save', { amount: fenText(fen(amountFen)) })}
          </ActButton>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Ctrl+Enter saves from any field in here */}
      <div
        className={styles['phone']}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && event.ctrlKey) void commit()
        }}
      >
        <Column share={1}>
          <Panel title={t('intake.phone.who')}>
            {party === null ? (
              <PartySearch
                onParty={(chosen) => {
                  setParty(chosen)
                  setTimeout(() => goods.current?.focus(), 0)
                }}
              />
            ) : (
              <ChosenParty party={party} onChange={() => setParty(null)} />
            )}
          </Panel>
          <Panel title={t('intake.phone.how')}>
            <div className={styles['choices']}>
              {fulfilments.map((one) => (
                <button
                  key={one}
                  type="button"
                  aria-pressed={fulfilment === one}
                  onClick={() => setFulfilment(one)}
                >
                  {t(`terms.fulfilment.${one}`)}
                </button>
              ))}
            </div>
            <label className={styles['check']}>
              <input type="checkbox" checked={paid} onChange={() => setPaid(!paid)} />
              {t('intake.phone.paid')}
            </label>
          </Panel>
          {isNew && <RoundFields round={round} onChange={changeRound} />}
        </Column>
        <Column share={1.3}>
          <Panel
            fill
            title={t('intake.phone.goods')}
            acts={<b className={styles['total']}>{fenText(fen(amountFen))}</b>}
          >
            <ProductSearch
              field={goods}
              products={products}
              onChoose={add}
              onUnknown={(name, count) => setUnknown({ name, count })}
            />
            {unknown !== null && (
              <NewProductRow
                key={unknown.name}
                name={unknown.name}
                roundId={roundId}
                onCancel={() => setUnknown(null)}
                onProduct={(product) => {
                  setFresh([...fresh, product])
                  add(product, unknown.count)
                  setUnknown(null)
                  goods.current?.focus()
                }}
              />
            )}
            {overLimit.map(({ product, limit }) => (
              <StatePanel
                key={product.productId}
                size="band"
                tone="attention"
                title={t('intake.phone.overLimit', { name: product.name, limit })}
              />
            ))}
            <TypedLines
              lines={lines}
              onLines={setLines}
              amount={(line) => fenText(orderLineOf(line.product, pieces(line.count)).amountFen)}
            />
          </Panel>
        </Column>
      </div>
    </Screen>
  )
}

function ChosenParty({ party, onChange }: { party: PhoneParty; onChange: () => void }) {
  const { t } = useWords()
  const known: Identity | null = party.kind === 'known' ? party.identity : null
  return (
    <div className={styles['party']}>
      <div>
        <b>{known ? maskName(known.name) : party.kind === 'fresh' ? party.name : ''}</b>
        <span>{known ? known.phone && maskPhone(known.phone) : party.kind === 'fresh' && party.phone}</span>
        <span>
          {known ? known.address && maskAddress(known.address) : party.kind === 'fresh' && party.address}
        </span>
      </div>
      <ActButton size="small" onAct={onChange}>
        {t('intake.items.change')}
      </ActButton>
    </div>
  )
}
