import { formatShelfCode, type ShelfPlace } from '../../../shared/domain/label/ownCodes'
import { Barcode, PaperSheet } from '../../ui/index'
import styles from './Papers.module.css'

/** Stuck to the shelf: its name to read from two metres, its code to scan. */
export function ShelfLabel({ place }: { place: ShelfPlace }) {
  return (
    <PaperSheet size="label-60x40">
      <div className={styles['shelf']}>
        <b>
          {place.shelf}-{place.layer}
        </b>
        <Barcode symbology="code128" text={formatShelfCode(place)} height="10mm" />
      </div>
    </PaperSheet>
  )
}
