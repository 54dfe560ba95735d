import { useEffect, useReducer } from 'react'
import { useWords } from '../../i18n/index'
import { bindings, type CommandName, type LayerName } from '../../input/bindings'
import { useInput } from '../../input/inputContext'
import { useKeys } from '../../input/useKeys'
import { KeyHint, SidePanel } from '../../ui/index'
import type { RailStep } from './frameView'
import styles from './HelpPanel.module.css'

const layersOf: Partial<Record<RailStep, readonly LayerName[]>> = {
  today: ['today'],
  intake: ['intake'],
  receive: ['receiving', 'photos'],
  allocate: ['allocation'],
  sort: ['sorting'],
  balance: ['balance'],
  shelve: ['shelving'],
  handover: ['handover', 'photos'],
  discrepancies: ['discrepancies', 'photos'],
}

/** What to do here and which keys do something now, from the one table of keys; a key without words does not compile. */
export function HelpPanel({ step, onClose }: { step: RailStep | null; onClose: () => void }) {
  const { t } = useWords()
  useKeys('panel', { dismiss: onClose })
  return (
    <SidePanel title={t('help.title')} onClose={onClose}>
      <section className={styles['part']}>
        <h3>{t('help.here')}</h3>
        <ol className={styles['lines']}>
          {t(`help.screen.${step ?? 'settings'}`)
            .split('\n')
            .map((line) => (
              <li key={line}>{line}</li>
            ))}
        </ol>
      </section>
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
  const rows = bindings.filter(
    ({ layer, key }) => layers.includes(layer) && input.layers.keyLayer(tableKey(key)) === layer,
  )
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

/** As the layers know it: a letter is a small one. */
function tableKey(key: string): string {
  return key.length === 1 ? key.toLowerCase() : key
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
