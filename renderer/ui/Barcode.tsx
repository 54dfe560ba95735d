import { useEffect, useState } from 'react'
import { useWords } from '../i18n/index'
import styles from './Barcode.module.css'
import type { Symbology } from './drawBarcode'

/** Drawn as SVG, so it prints sharp at any size. The drawing code is fetched when the first one is needed. */
export function Barcode(props: { text: string; symbology: Symbology; height?: string; plain?: boolean }) {
  const { text, symbology } = props
  const { t } = useWords()
  const [drawn, setDrawn] = useState<{ of: string; svg: string | null } | null>(null)
  const asked = `${symbology}:${text}`
  useEffect(() => {
    let wanted = true
    void import('./drawBarcode').then(({ drawBarcode }) => {
      if (wanted) setDrawn({ of: asked, svg: drawBarcode(symbology, text) })
    })
    return () => {
      wanted = false
    }
  }, [asked, symbology, text])
  const style = { height: props.height ?? (symbology === 'qrcode' ? '22mm' : '12mm') }
  if (drawn === null || drawn.of !== asked)
    return <span className={styles['barcode']} style={style} data-barcode="waiting" />
  if (drawn.svg === null) return <span role="alert">{t('words.barcode.broken', { text })}</span>
  return (
    <span className={styles['barcode']} data-barcode="drawn">
      <img
        src={`data:image/svg+xml,${encodeURIComponent(drawn.svg)}`}
        alt={t('words.barcode.alt', { text })}
        style={style}
      />
      {!props.plain && <span className={styles['text']}>{text}</span>}
    </span>
  )
}
