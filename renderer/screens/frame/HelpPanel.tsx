import { useEffect, useReducer } from 'react'
import { useWords } from '../../i18n/index'
import { bindings, type CommandName, type LayerName } from '../../input/bindings'
import { useInput } from '../../input/inputContext'
import { KeyHint, SidePanel } from '../../ui/index'
import type { RailStep } from './frameView'
import styles from './HelpPanel.module.css'

const layersOf: Partial<Record<RailStep, readonly LayerName[]>> = {
  today: ['today'],
  intake: ['intake'],
  receive: ['receiving'],
  allocate: ['allocation'],
  sort: ['sorting'],
  balance: ['balance'],
  shelve: ['shelving'],
  handover: ['handover'],
  discrepancies: ['discrepancies'],
  dayClose: ['dayClose'],
}

/** What to do here and which keys do something now, from the one table of keys. A key without words in help.ts does not compile. */
export function HelpPanel({ step, onClose }: { step: RailStep | null; onClose: () => void }) {
  const { t } = useWords()
  return (
    <SidePanel title={t('help.title')} onClose={onClose}>
      {step !== null && (
        <section className={styles['part']}>
          <h3>{t('help.here')}</h3>
          <p>{t(`help.screen.${step}`)}</p>
        </section>
      )}
      <p className={styles['note']}>{t('help.scan')}</p>
      <Keys title={t('help.keysHere')} layers={step === null ? [] : (layersOf[step] ?? [])} />
      <Keys title={t('help.keysEverywhere')} layers={['app']} />
    </SidePanel>
  )
}

function Keys({ title, layers }: { title: string; layers: readonly LayerName[] }) {
  const { t } = useWords()
  const input = useInput()
  const [, redraw] = useReducer((n: number) => n + 1, 0)
  useEffect(() => input.layers.subscribe(redraw), [input])
  const rows = bindings.filter(({ layer, key }) => layers.includes(layer) && input.layers.keyRun(key))
  if (rows.length === 0) return null
  return (
    <section className={styles['part']}>
      <h3>{title}</h3>
      <dl className={styles['keys']}>
        {rows.map(({ key, run }) => (
          <div key={key}>
            <dt>
              <KeyHint keys={shownKey(key)} />
            </dt>
            <dd>{t(`help.keys.${run satisfies CommandName}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const arrows: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
}

/** As it stands on the keyboard: 'alt+1' is Alt+1, 'n' is N. */
function shownKey(key: string): string {
  return key
    .split('+')
    .map((part) => arrows[part] ?? `${part.slice(0, 1).toUpperCase()}${part.slice(1)}`)
    .join('+')
}
