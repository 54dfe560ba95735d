import { useWords } from '../../i18n/index'
import { Icon, type IconName, KeyHint } from '../../ui/index'
import { useChooseFile } from './FileWay'
import styles from './Intake.module.css'

const ways = [
  { way: 'file', icon: 'file', key: 'F', path: null },
  { way: 'paste', icon: 'paste', key: 'V', path: '/intake/paste' },
  { way: 'phone', icon: 'phone', key: 'T', path: '/intake/phone' },
  { way: 'delivery', icon: 'receive', key: 'D', path: '/intake/delivery' },
] as const satisfies readonly { way: string; icon: IconName; key: string; path: string | null }[]

/** Four ways orders and goods come in, each one key away. `small`: as a row above the orders. */
export function WaysIn({ go, small = false }: { go: (path: string) => void; small?: boolean }) {
  const { t } = useWords()
  const choose = useChooseFile()
  return (
    <div className={styles['ways']} data-small={small}>
      {!small && (
        <div className={styles['waysHead']}>
          <h2>{t('intake.home.emptyTitle')}</h2>
          <p>{t('intake.home.emptyDetail')}</p>
        </div>
      )}
      {ways.map(({ way, icon, key, path }) => (
        <button key={way} type="button" onClick={() => (path === null ? choose() : go(path))}>
          <span className={styles['wayIcon']}>
            <Icon name={icon} size={small ? 20 : 30} />
          </span>
          <span className={styles['wayWords']}>
            <b>{t(`intake.ways.${way}.title`)}</b>
            {!small && <span>{t(`intake.ways.${way}.detail`)}</span>}
          </span>
          <KeyHint keys={key} />
        </button>
      ))}
    </div>
  )
}
