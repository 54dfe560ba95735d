import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { DataTable, DiffBar, DiffText, Tag, type Tone, Unseen } from '../../ui/index'
import styles from './Allocate.module.css'

const tones: Record<ProductStanding['state'], Tone> = {
  undecided: 'stop',
  stale: 'attention',
  more: 'attention',
  over: 'info',
  decided: 'ok',
  receiving: 'quiet',
  full: 'quiet',
}

/** Ordered against received, per product; what needs a person first. */
export function ProductTable(props: {
  standings: readonly ProductStanding[]
  chosen: string | null
  onChoose: (productId: string) => void
  onOpen: (productId: string) => void
}) {
  const { t } = useWords()
  return (
    <DataTable<ProductStanding>
      label={t('allocate.list.label')}
      spacing="roomy"
      rows={props.standings}
      rowKey={({ productId }) => productId}
      selected={props.chosen}
      onSelect={props.onChoose}
      onOpen={props.onOpen}
      columns={[
        {
          key: 'product',
          title: t('terms.product'),
          cell: ({ product }) => (
            <span className={styles['product']}>
              <b>{product.name}</b> <span>{product.spec}</span>
            </span>
          ),
        },
        {
          key: 'ordered',
          title: t('allocate.list.ordered'),
          width: '80px',
          align: 'end',
          cell: ({ ordered }) => ordered,
        },
        {
          key: 'good',
          title: t('allocate.list.good'),
          width: '88px',
          align: 'end',
          cell: ({ good }) => good,
        },
        {
          key: 'difference',
          title: <Unseen>{t('terms.difference')}</Unseen>,
          width: '64px',
          align: 'end',
          cell: ({ state, ordered, good }) => (state === 'receiving' ? '' : <DiffText n={good - ordered} />),
        },
        {
          key: 'compare',
          title: t('allocate.list.compare'),
          width: '26%',
          cell: ({ ordered, good }) => <DiffBar ordered={ordered} received={pieces(Math.max(0, good))} />,
        },
        {
          key: 'state',
          title: t('allocate.list.state'),
          width: '172px',
          cell: (standing) => <StateTag standing={standing} />,
        },
      ]}
    />
  )
}

function StateTag({ standing }: { standing: ProductStanding }) {
  const { t } = useWords()
  const { state, missing, over } = standing
  const n = state === 'over' ? over : missing
  const word = state === 'decided' && missing === 0 ? 'settled' : state
  return <Tag tone={tones[state]}>{t(`allocate.state.${word}`, { n })}</Tag>
}
