import { type SwapChance, swapPrices } from '../../../shared/domain/allocation/substitute'
import type { ProductTerms } from '../../../shared/domain/terms'
import { fen, noFen } from '../../../shared/kernel/money'
import { pieces } from '../../../shared/kernel/quantity'
import { sentencesText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { DataTable, FenText, fenText, Panel } from '../../ui/index'
import { counter } from './allocationSentence'
import styles from './Over.module.css'
import { chanceKey, type Over } from './useOver'

/** Which households take the over-receipt instead, with what they pay before and after: never more. */
export function SubstituteTable({ over, product }: { over: Over; product: ProductTerms }) {
  const { t } = useWords()
  const textOf = useHouseholdText()
  const count = counter(product, t)
  const given = over.chances.filter((chance) => over.chosenFor(chance) > 0)
  const cheaper = fen(given.reduce((sum, chance) => sum + cheaperBy(over, product, chance), 0))
  return (
    <Panel
      fill
      flush
      title={t('allocate.over.swap.forWhat')}
      acts={
        <div className={styles['shorts']}>
          {over.shorts.map((one) => (
            <button
              type="button"
              key={one.productId}
              aria-pressed={one === over.forProduct}
              onClick={() => over.chooseFor(one.productId)}
            >
              {one.product.name} <small>{t('allocate.over.swap.missing', { n: one.missing })}</small>
            </button>
          ))}
        </div>
      }
    >
      <div className={styles['swaps']}>
        <DataTable<SwapChance>
          label={t('allocate.over.swap.label')}
          rows={over.chances}
          rowKey={chanceKey}
          selected={over.chance ? chanceKey(over.chance) : null}
          onSelect={over.chooseChance}
          rowTone={(chance) => (over.chosenFor(chance) > 0 ? 'ok' : undefined)}
          columns={[
            {
              key: 'no',
              title: t('allocate.grid.no'),
              width: '84px',
              align: 'end',
              cell: (chance) => chance.participateNo,
            },
            {
              key: 'household',
              title: t('allocate.grid.household'),
              cell: (chance) => <span className={styles['who']}>{textOf(chance.householdId)}</span>,
            },
            {
              key: 'missing',
              title: t('allocate.over.swap.missingCol'),
              width: '60px',
              align: 'end',
              cell: (chance) => chance.pieces,
            },
            {
              key: 'swapped',
              title: t('allocate.over.swap.swapped'),
              width: '72px',
              align: 'end',
              cell: (chance) => (
                <b>
                  {chance === over.chance && over.typed !== '' ? over.typed : over.chosenFor(chance) || ''}
                </b>
              ),
            },
            {
              key: 'before',
              title: t('allocate.over.swap.before'),
              width: '84px',
              align: 'end',
              cell: (chance) => <FenText fen={pricesOf(over, product, chance).before} />,
            },
            {
              key: 'after',
              title: t('allocate.over.swap.after'),
              width: '92px',
              align: 'end',
              cell: (chance) => <FenText fen={pricesOf(over, product, chance).after} />,
            },
          ]}
        />
      </div>
      <p className={styles['swapNote']}>
        {given.length === 0
          ? sentencesText([t('allocate.over.swap.ask'), t('allocate.over.swap.hint')], t)
          : t('allocate.over.swap.chosen', { households: given.length, n: count(over.count) })}
        {cheaper > noFen && ` · ${t('allocate.over.swap.cheaper', { fen: fenText(cheaper) })}`}
      </p>
    </Panel>
  )
}

/** Of what was given so far; before anything was, of one piece. */
function pricesOf(over: Over, product: ProductTerms, chance: SwapChance) {
  const some = pieces(Math.max(1, over.chosenFor(chance)))
  return swapPrices(chance.order, { ...chance, pieces: some }, product)
}

function cheaperBy(over: Over, product: ProductTerms, chance: SwapChance): number {
  const { before, after } = pricesOf(over, product, chance)
  return before - after
}
