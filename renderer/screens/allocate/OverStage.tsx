import type { ProductStanding } from '../../../shared/domain/allocation/productStanding'
import { useWords } from '../../i18n/index'
import { ActButton, Column, DiffBar, Figure, Icon, type IconName, Panel, Screen } from '../../ui/index'
import { counter } from './allocationSentence'
import styles from './Over.module.css'
import { SubstituteTable } from './SubstituteTable'
import { type Over, type OverChoice, overChoices, useOver } from './useOver'

const icons: Record<OverChoice, IconName> = { return: 'export', surplus: 'box', substitute: 'swap' }

/** Over-receipt: three ways, one of them chosen by a person, for all of it or a part. */
export function OverStage({ standing, onBack }: { standing: ProductStanding; onBack: () => void }) {
  const { t } = useWords()
  const over = useOver({ standing, onBack })
  const { product, ordered, good } = standing
  const count = counter(product, t)
  return (
    <Screen
      title={product.name}
      body="split"
      note={
        <span>
          {product.spec}{' '}
          <b>
            {t('allocate.over.figures', {
              ordered: count(ordered),
              good: count(good),
              n: count(standing.over),
            })}
          </b>
        </span>
      }
      acts={
        <ActButton icon="left" keys="Esc" onAct={onBack}>
          {t('words.act.back')}
        </ActButton>
      }
    >
      <Column share={1}>
        <Panel title={t('allocate.over.what', { n: count(standing.over) })} fill>
          <div className={styles['bar']}>
            <DiffBar ordered={ordered} received={good} />
          </div>
          <p className={styles['note']}>{t('allocate.over.notGiven')}</p>
          <div
            className={styles['ways']}
            role="radiogroup"
            aria-label={t('allocate.over.what', { n: standing.over })}
          >
            {overChoices.map((as) => (
              <Way key={as} as={as} over={over} />
            ))}
          </div>
        </Panel>
        <Panel>
          <Confirm over={over} standing={standing} />
        </Panel>
      </Column>
      {over.as === 'substitute' && over.forProduct && (
        <Column share={1.5}>
          <SubstituteTable over={over} product={product} />
        </Column>
      )}
    </Screen>
  )
}

function Way({ as, over }: { as: OverChoice; over: Over }) {
  const { t } = useWords()
  const impossible = as === 'substitute' && over.shorts.length === 0
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row with two lines of words; the arrow keys of the screen choose it
    <button
      type="button"
      role="radio"
      aria-checked={over.as === as}
      aria-disabled={impossible}
      className={styles['way']}
      tabIndex={-1}
      onClick={() => over.choose(as)}
    >
      <Icon name={icons[as]} size={22} />
      <span>
        <b>{t(`allocate.over.as.${as}`)}</b>
        {(impossible || over.as === as) && (
          <small>{impossible ? t('allocate.over.noShort') : t(`allocate.over.note.${as}`)}</small>
        )}
      </span>
    </button>
  )
}

function Confirm({ over, standing }: { over: Over; standing: ProductStanding }) {
  const { t } = useWords()
  const count = counter(standing.product, t)
  const rest = count(Math.max(0, standing.over - over.count))
  const nothing = over.count === 0 ? t('refusals.quantity-not-positive') : undefined
  return (
    <div className={styles['confirm']}>
      <Figure
        value={over.typed === '' ? over.count : over.typed}
        label={t('allocate.over.howMany')}
        {...(over.typed === '' ? {} : { tone: 'attention' as const })}
      />
      <p>{t('allocate.over.preview', { rest })}</p>
      <ActButton
        weight="main"
        keys="Enter"
        onAct={over.confirm}
        unless={over.typed === '' ? nothing : undefined}
      >
        {t('allocate.over.confirm')}
      </ActButton>
    </div>
  )
}
