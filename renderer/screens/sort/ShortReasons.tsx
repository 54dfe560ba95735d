import type { ShortItem } from '../../../shared/domain/sorting/shortItem'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { ActButton, Icon } from '../../ui/index'
import styles from './Sort.module.css'

/** 缺: why the household goes without; one key each. */
export function ShortReasons(props: {
  pieces: number
  onReason: (reason: ShortItem['reason']) => void
  onCancel: () => void
}) {
  const { t } = useWords()
  const { pieces, onReason, onCancel } = props
  useKeys('shorting', {
    noneLeft: () => onReason('none-left'),
    damaged: () => onReason('damaged'),
    wrong: () => onReason('wrong'),
    dismiss: onCancel,
  })
  return (
    <div className={styles['prompt']} data-tone="attention" role="status">
      <Icon name="alert" size={32} />
      <div className={styles['promptWords']}>
        <b>{t('sort.short.title', { n: pieces })}</b>
        <span>{t('sort.short.hint')}</span>
      </div>
      <div className={styles['promptActs']}>
        <ActButton keys="1" onAct={() => onReason('none-left')}>
          {t('terms.shortedBecause.none-left')}
        </ActButton>
        <ActButton keys="2" onAct={() => onReason('damaged')}>
          {t('terms.shortedBecause.damaged')}
        </ActButton>
        <ActButton keys="3" onAct={() => onReason('wrong')}>
          {t('terms.shortedBecause.wrong')}
        </ActButton>
        <ActButton weight="quiet" keys="Esc" onAct={onCancel}>
          {t('words.act.cancel')}
        </ActButton>
      </div>
    </div>
  )
}
