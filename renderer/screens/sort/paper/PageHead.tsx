import { useWords } from '../../../i18n/index'
import styles from './Paper.module.css'

/** Top of an A4 page: what it is, of which round, when printed, page x of y. */
export function PageHead(props: {
  title: string
  roundTitle: string
  printedAt: string
  page: number
  pages: number
}) {
  const { t } = useWords()
  return (
    <header className={styles['pageHead']}>
      <b>{props.title}</b>
      <span>{props.roundTitle}</span>
      <span>{props.printedAt}</span>
      <span>{t('words.page', { n: props.page, total: props.pages })}</span>
    </header>
  )
}
