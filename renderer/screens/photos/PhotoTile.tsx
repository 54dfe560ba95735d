import type { ReactNode } from 'react'
import { useWords } from '../../i18n/index'
import type { ShownPhoto } from '../../queries/usePhoto'
import { Icon } from '../../ui/index'
import styles from './Photos.module.css'

/** One photo, small; what is not on this disk yet says so. */
export function PhotoTile(props: { shown: ShownPhoto; label: string; onOpen: () => void }) {
  const { t } = useWords()
  const { shown, label } = props
  return (
    <button type="button" className={styles['thumb']} onClick={props.onOpen} aria-label={label} title={label}>
      {shown.is === 'here' ? (
        <img src={shown.url} alt="" onError={shown.spoilt} />
      ) : (
        <span>
          <Icon name={shown.is === 'away' ? 'clock' : 'camera'} size={18} />
          {shown.is === 'away' && <small>{t('photos.awayShort')}</small>}
        </span>
      )}
    </button>
  )
}

/** The whole picture over everything else, in pixels as it was taken; `children` is what can be done with it. */
export function LargePhoto(props: {
  shown: ShownPhoto
  size: { readonly width: number; readonly height: number }
  children: ReactNode
}) {
  const { t } = useWords()
  const { shown, size } = props
  return (
    <div className={styles['large']} role="dialog" aria-label={t('photos.title')}>
      {shown.is === 'here' ? (
        <img
          src={shown.url}
          alt={t('photos.title')}
          width={size.width}
          height={size.height}
          onError={shown.spoilt}
        />
      ) : (
        <p>{t('photos.away')}</p>
      )}
      <footer>{props.children}</footer>
    </div>
  )
}
