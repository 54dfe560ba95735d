import { type ReactNode, useState } from 'react'
import { type Shelf, shelves } from '../../../shared/domain/bag/shelves'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { ActButton, EmptyState, Panel, ZoneTag } from '../../ui/index'
import styles from './Shelve.module.css'

/** Every shelf with its layers and how many bags stand there; one opens to its bags. */
export function ShelfWall({ openPlace, acts }: { openPlace: string | null; acts: ReactNode }) {
  const { t } = useWords()
  const { fold } = useRound()
  const [looked, setLooked] = useState<string | null>(null)
  const all = shelves(fold)
  const shelf = all.find(({ place }) => place === looked)
  if (shelf) return <OneShelf shelf={shelf} onBack={() => setLooked(null)} />
  const names = [...new Set(all.map((one) => one.shelf))]
  const total = fold.memberCount('bags:on-shelf')
  return (
    <Panel title={t('shelve.wall.title')} note={t('shelve.wall.total', { count: total })} acts={acts} fill>
      {all.length === 0 ? (
        <EmptyState icon="shelve" title={t('shelve.wall.none')} />
      ) : (
        <div className={styles['wall']}>
          {names.map((name) => (
            <section key={name} className={styles['rack']}>
              <h3>{name}</h3>
              <div className={styles['layers']}>
                {all
                  .filter((one) => one.shelf === name)
                  .map((one) => (
                    <button
                      type="button"
                      key={one.place}
                      data-zone={one.zones[0]}
                      data-open={openPlace === one.place}
                      onClick={() => setLooked(one.place)}
                      aria-label={t('shelve.wall.cell', { place: one.place, count: one.bags.length })}
                    >
                      <span>{one.place}</span>
                      <b>{one.bags.length}</b>
                      <i>
                        {one.zones.map((zone) => (
                          <span key={zone} data-zone={zone} />
                        ))}
                      </i>
                    </button>
                  ))}
              </div>
            </section>
          ))}
        </div>
      )}
    </Panel>
  )
}

function OneShelf({ shelf, onBack }: { shelf: Shelf; onBack: () => void }) {
  const { t } = useWords()
  const { fold } = useRound()
  const textOf = useHouseholdText()
  const bags = shelf.bags
    .flatMap((id) => fold.state('bag', id) ?? [])
    .sort((a, b) => (a.bag?.slot ?? 0) - (b.bag?.slot ?? 0))
  return (
    <Panel
      title={t('shelve.wall.on', { place: shelf.place })}
      note={t('shelve.wall.bags', { count: bags.length })}
      acts={
        <ActButton size="small" icon="left" onAct={onBack}>
          {t('shelve.wall.back')}
        </ActButton>
      }
      fill
      flush
    >
      <ul className={styles['onShelf']}>
        {bags.map(({ bagId, bag, pickupCode }) => (
          <li key={bagId}>
            <b>{bag?.slot}</b>
            <span>
              {bag && textOf(fold.householdOf(bag.householdId))}
              <small>{pickupCode}</small>
            </span>
            <ZoneTag zone={bag?.zone ?? 'ambient'} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
