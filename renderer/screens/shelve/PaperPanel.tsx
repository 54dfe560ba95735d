import { type ReactNode, useState } from 'react'
import type { ShelfPlace } from '../../../shared/domain/label/ownCodes'
import type { HouseholdId } from '../../../shared/kernel/ids'
import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { notify } from '../../session/useSession'
import { ActButton, Panel } from '../../ui/index'
import { usePaper } from '../usePaper'
import { PickupSlip } from './PickupSlip'
import { ShelfLabel } from './ShelfLabel'
import styles from './Shelve.module.css'

const mostLayers = 9

/** Labels for the shelves, and a slip per household with its pickup code. */
export function PaperPanel({ onClose }: { onClose: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { out, print } = usePaper()
  const [names, setNames] = useState('A B C F')
  const [layers, setLayers] = useState(4)
  const places = placesOf(names, layers)
  const households = householdsShelved(fold)
  const send = async (sheets: ReactNode) => {
    const printed = await print('label-60x40', sheets)
    const ok = printed === 'printed'
    notify({ tone: ok ? 'ok' : 'attention', title: t(`shelve.paper.${ok ? 'sent' : printed}`) })
  }
  return (
    <Panel
      title={t('shelve.paper.title')}
      acts={
        <ActButton size="small" weight="quiet" keys="Esc" onAct={onClose}>
          {t('words.act.close')}
        </ActButton>
      }
      fill
    >
      <section className={styles['paper']}>
        <h3>{t('shelve.paper.labels')}</h3>
        <p>{t('shelve.paper.labelsDetail')}</p>
        <div className={styles['paperFields']}>
          <label>
            {t('shelve.paper.shelvesField')}
            <input value={names} maxLength={60} onChange={(event) => setNames(event.currentTarget.value)} />
          </label>
          <label>
            {t('shelve.paper.layersField')}
            <input
              type="number"
              min={1}
              max={mostLayers}
              value={layers}
              onChange={(event) =>
                setLayers(
                  Math.min(mostLayers, Math.max(1, Math.floor(event.currentTarget.valueAsNumber || 1))),
                )
              }
            />
          </label>
        </div>
        <div className={styles['preview']}>{places[0] && <ShelfLabel place={places[0]} />}</div>
        <ActButton
          icon="print"
          unless={places.length === 0 ? t('shelve.paper.nothing') : undefined}
          onAct={() => void send(places.map((place) => <ShelfLabel key={keyOf(place)} place={place} />))}
        >
          {t('shelve.paper.print', { count: places.length })}
        </ActButton>
      </section>
      <section className={styles['paper']}>
        <h3>{t('shelve.paper.slips')}</h3>
        <p>{t('shelve.paper.slipsDetail', { count: households.length })}</p>
        <div className={styles['preview']}>
          {households[0] !== undefined && <PickupSlip householdId={households[0]} />}
        </div>
        <ActButton
          icon="print"
          unless={households.length === 0 ? t('shelve.wall.none') : undefined}
          onAct={() => void send(households.map((id) => <PickupSlip key={id} householdId={id} />))}
        >
          {t('shelve.paper.print', { count: households.length })}
        </ActButton>
      </section>
      {out}
    </Panel>
  )
}

function keyOf({ shelf, layer }: ShelfPlace): string {
  return `${shelf}-${layer}`
}

function placesOf(names: string, layers: number): readonly ShelfPlace[] {
  const shelves = names
    .normalize('NFKC')
    .toUpperCase()
    .split(/[\s,;、/]+/)
    .filter((name) => /^[1-9A-Z][0-9A-Z]{0,2}$/.test(name))
  return [...new Set(shelves)].flatMap((shelf) =>
    Array.from({ length: layers }, (_, i) => ({ shelf, layer: i + 1 })),
  )
}

/** Households with a bag on a shelf, by slot. */
function householdsShelved(fold: ReturnType<typeof useRound>['fold']): readonly HouseholdId[] {
  return fold.memo('households-shelved', [fold.indexVersion('bags:on-shelf')], () => {
    const bags = fold.members('bags:on-shelf').flatMap((id) => fold.state('bag', id)?.bag ?? [])
    const bySlot = new Map(
      bags.sort((a, b) => a.slot - b.slot).map((bag) => [fold.householdOf(bag.householdId), bag.slot]),
    )
    return [...bySlot.keys()]
  })
}
