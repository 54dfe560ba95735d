import type { Fen } from '../../shared/kernel/money'
import type { Grams, Pieces } from '../../shared/kernel/quantity'
import { countText } from '../i18n/format'
import { useWords } from '../i18n/index'
import styles from './numbers.module.css'

/** Whole fen as money is written here: ¥12.80, −¥0.50. */
export function fenText(fen: Fen): string {
  const whole = Math.abs(fen)
  const yuan = countText(Math.floor(whole / 100))
  return `${fen < 0 ? '−' : ''}¥${yuan}.${String(whole % 100).padStart(2, '0')}`
}

export function FenText({ fen, strong = false }: { fen: Fen; strong?: boolean }) {
  return <span className={strong ? styles['strong'] : styles['number']}>{fenText(fen)}</span>
}

/** Pieces, or portions for goods sold by weight. */
export function PiecesText({ pieces, portions = false }: { pieces: Pieces; portions?: boolean }) {
  const { t } = useWords()
  const n = countText(pieces)
  return (
    <span className={styles['number']}>
      {t(portions ? 'words.unit.portions' : 'words.unit.pieces', { n, count: pieces })}
    </span>
  )
}

/** Grams below a kilogram, then kilograms to the gram: 850 g, 1.25 kg. */
export function GramsText({ grams }: { grams: Grams }) {
  const { t } = useWords()
  const text =
    Math.abs(grams) < 1000
      ? t('words.unit.grams', { n: grams })
      : t('words.unit.kilograms', { n: trimZeros((grams / 1000).toFixed(3)) })
  return <span className={styles['number']}>{text}</span>
}

function trimZeros(text: string): string {
  return text.replace(/\.?0+$/, '')
}

/** A code as it is printed: digits in groups of four, so that a person can read it back. */
export function CodeText({ code, grouped = false }: { code: string; grouped?: boolean }) {
  return <span className={styles['code']}>{grouped ? code.replace(/(.{4})(?=.)/g, '$1\u2009') : code}</span>
}
