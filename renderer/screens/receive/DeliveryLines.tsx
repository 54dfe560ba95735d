import type { ProductId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { look } from '../../session/useSession'
import { DataTable, GramsText, Icon, Tag, ZoneTag } from '../../ui/index'
import { CountedText } from './CountedText'
import styles from './ReceiveScreen.module.css'
import type { ReceivingLine } from './receivingView'

/** The delivery's lines; the one in hand first, then those still waiting. */
export function DeliveryLines({
  lines,
  chosen,
}: {
  lines: readonly ReceivingLine[]
  chosen: ProductId | null
}) {
  const { t } = useWords()
  const rank = (line: ReceivingLine) =>
    line.productId === chosen ? 0 : line.state === 'waiting' ? 2 : line.state === 'agrees' ? 3 : 1
  const rows = lines.toSorted((a, b) => rank(a) - rank(b))
  return (
    <DataTable<ReceivingLine>
      label={t('receive.lines')}
      spacing="roomy"
      rows={rows}
      rowKey={(line) => line.productId}
      selected={chosen}
      onSelect={(key) => look({ openProduct: key as ProductId })}
      rowTone={(line) =>
        line.state === 'short' || line.state === 'over' || line.state === 'unordered'
          ? 'attention'
          : undefined
      }
      columns={[
        {
          key: 'product',
          title: t('terms.product'),
          cell: ({ product, productId }) => (
            <span className={styles['product']}>
              <b>{product?.name ?? productId}</b> <span>{product?.spec}</span>
            </span>
          ),
        },
        {
          key: 'zone',
          title: t('receive.zone'),
          width: '84px',
          cell: ({ product }) => product && <ZoneTag zone={product.zone} />,
        },
        {
          key: 'announced',
          title: t('receive.announced'),
          width: '84px',
          align: 'end',
          cell: ({ announced, product }) =>
            announced === null ? (
              '—'
            ) : (
              <CountedText {...announced} byWeight={product?.sale.by === 'weight'} />
            ),
        },
        {
          key: 'good',
          title: t('terms.received'),
          width: '76px',
          align: 'end',
          cell: ({ good, product, state }) =>
            state === 'waiting' ? (
              ''
            ) : product?.sale.by === 'weight' ? (
              <GramsText grams={good.grams} />
            ) : (
              good.pieces
            ),
        },
        {
          key: 'state',
          title: t('receive.state'),
          width: '112px',
          cell: (line) => <LineState line={line} />,
        },
      ]}
    />
  )
}

function LineState({ line }: { line: ReceivingLine }) {
  const { t } = useWords()
  return (
    <span className={styles['state']}>
      {line.state === 'agrees' && (
        <span className={styles['tick']}>
          <Icon name="check" size={18} />
        </span>
      )}
      {line.state !== 'agrees' && line.state !== 'waiting' && (
        <Tag tone="attention">{t(`receive.lineState.${line.state}`)}</Tag>
      )}
      {line.apart
        .filter(({ condition }) => condition !== 'unordered')
        .map(({ condition, amount }) => (
          <Tag key={condition} tone="stop">
            {t(`terms.condition.${condition}`)} {amount.pieces}
          </Tag>
        ))}
    </span>
  )
}
