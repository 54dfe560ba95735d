import { useWords } from '../../i18n/index'
import { nothing, useSamples } from '../../ui/gallery/samples'
import { ActButton, Panel, Screen } from '../../ui/index'
import { LargePhoto, PhotoTile } from '../photos/PhotoTile'
import type { ConnectionView, StatusView } from './frameView'
import { StatusStrip } from './StatusStrip'

const minute = 60_000
const calm = { unsent: 0, oldestMs: null, clockSkewMs: null } as const

/** Every way the desk can stand with its centre. */
const connections: readonly ConnectionView[] = [
  { ...calm, state: 'local-only' },
  { ...calm, state: 'offline', heardMs: 90 * minute },
  { ...calm, state: 'receiving', progress: { done: 12_288, total: 48_120 } },
  { ...calm, state: 'online', toLookAt: 3 },
  { ...calm, state: 'connecting', unsent: 3, oldestMs: minute },
  { ...calm, state: 'online' },
  { ...calm, state: 'online', photosWait: 3 },
  { ...calm, state: 'online', clockSkewMs: 9 * minute },
  { ...calm, state: 'weak', unsent: 12, oldestMs: 2 * minute },
  { ...calm, state: 'sending', unsent: 1_204, oldestMs: 600 * minute, photosWait: 14 },
  // The longest there is: a warehouse that was cut off for a night.
  {
    ...calm,
    state: 'sending',
    unsent: 19_204,
    oldestMs: 600 * minute,
    leftMs: 12 * minute,
    photosWait: 14,
    toLookAt: 27,
  },
  {
    ...calm,
    state: 'receiving',
    progress: { done: 12_288, total: 48_120 },
    leftMs: 12 * minute,
    photosWait: 14,
  },
  { ...calm, state: 'receiving', otherAheadMs: 2_000 * minute },
  { ...calm, state: 'revoked', unsent: 7, oldestMs: 50 * minute },
  { ...calm, state: 'taken-over', unsent: 7, oldestMs: 50 * minute },
  { ...calm, state: 'desk-too-old' },
  { ...calm, state: 'desk-too-new', unsent: 2, oldestMs: minute },
]
const troubles = ['broken', 'newer'] as const

/** The strip in all its states, at a desk that has one site and at one that has several. */
export function MockStrips({ view }: { view: StatusView }) {
  const samples = useSamples()
  const several = [samples.site, ...samples.otherSites].map((title, n) => ({ id: String(n), title }))
  const atWarehouse = { ...view, sites: several, atSite: '1' }
  const views = [
    ...connections.map((connection, n) => ({ ...(n % 2 === 0 ? view : atWarehouse), connection })),
    ...troubles.map((storageTrouble) => ({ ...view, storageTrouble })),
  ]
  return (
    <Screen title={samples.round}>
      {views.map((one) => (
        <StatusStrip key={JSON.stringify(one)} view={one} on={noIntents} />
      ))}
    </Screen>
  )
}

const noIntents = {
  onSite: nothing,
  onRound: nothing,
  onNewRound: nothing,
  onOperator: nothing,
  onSettings: nothing,
  onLanguage: nothing,
}

const dot = 'data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs='
const here = { is: 'here', url: dot, spoilt: nothing } as const

/** A photo that is here, one that is read, one that has not come. */
export function MockPhotos() {
  const { t } = useWords()
  const samples = useSamples()
  return (
    <Screen title={t('photos.title')} note={samples.site}>
      <Panel title={samples.round}>
        {[here, { is: 'reading' } as const, { is: 'away' } as const].map((shown) => (
          <PhotoTile key={shown.is} shown={shown} label={t('photos.of', { at: '18:04' })} onOpen={nothing} />
        ))}
      </Panel>
    </Screen>
  )
}

export function MockLargePhoto() {
  return <Large shown={here} />
}

export function MockPhotoAway() {
  return <Large shown={{ is: 'away' }} />
}

function Large({ shown }: { shown: Parameters<typeof LargePhoto>[0]['shown'] }) {
  const { t } = useWords()
  return (
    <LargePhoto shown={shown} size={{ width: 800, height: 600 }}>
      <ActButton size="small" weight="quiet" icon="undo" onAct={nothing}>
        {t('photos.takeOff')}
      </ActButton>
      <ActButton keys="Esc" onAct={nothing}>
        {t('words.act.close')}
      </ActButton>
    </LargePhoto>
  )
}
