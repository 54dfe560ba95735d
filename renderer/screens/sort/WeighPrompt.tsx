import type { ProductTerms } from '../../../shared/domain/terms'
import { grams } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import { GramsText, Icon, KeyHint } from '../../ui/index'
import styles from './Sort.module.css'
import { gramsOfText, type Weighing } from './sowStage'

/** What the scale says for portions that were put without a label; typed, never clicked. */
export function WeighPrompt(props: { weighing: Weighing; product: ProductTerms | null; typed: string }) {
  const { t } = useWords()
  const { weighing, product, typed } = props
  const nominal = product?.sale.by === 'weight' ? product.sale.nominalGrams * weighing.pieces : 0
  const read = gramsOfText(typed) ?? weighing.unusual
  return (
    <div
      className={styles['prompt']}
      data-tone={weighing.unusual === null ? 'info' : 'attention'}
      role="status"
    >
      <Icon name="scale" size={32} />
      <div className={styles['promptWords']}>
        <b>{t('sort.weigh.title', { n: weighing.pieces })}</b>
        <span>
          {t('sort.weigh.nominal')} <GramsText grams={grams(nominal)} /> · {t('sort.weigh.hint')}
        </span>
      </div>
      <output className={styles['promptNumber']}>
        {read === null ? '—' : <GramsText grams={grams(read)} />}
      </output>
      <span className={styles['keys']}>
        <span>
          <KeyHint keys="Enter" /> {t(read === null ? 'sort.weigh.later' : 'sort.weigh.take')}
        </span>
      </span>
    </div>
  )
}
