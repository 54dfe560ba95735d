import { type ComponentType, useState } from 'react'
import { type Language, setLanguage, useWords } from '../../i18n/index'
import { MockPaper } from '../../ui/gallery/MockPaper'
import { MockHandover, MockIdle, MockSort, MockStates, MockToday } from '../../ui/gallery/MockScreens'
import { MockReceive, MockTable } from '../../ui/gallery/MockTables'
import { Pieces } from '../../ui/gallery/Pieces'
import { nothing, nth, useSamples } from '../../ui/gallery/samples'
import { Frame } from './Frame'
import type { RailStep, StatusView, StepView } from './frameView'
import { MockLargePhoto, MockPhotoAway, MockPhotos, MockStrips } from './MockStrips'
import { PartedBand } from './PartedBand'
import { Rail } from './Rail'
import { ScanLine } from './ScanLine'
import { StatusStrip } from './StatusStrip'

const pages: Readonly<Record<string, { step: RailStep | null; page: ComponentType<{ view: StatusView }> }>> =
  {
    today: { step: 'today', page: MockToday },
    pieces: { step: null, page: Pieces },
    receive: { step: 'receive', page: MockReceive },
    sort: { step: 'sort', page: MockSort },
    handover: { step: 'handover', page: MockHandover },
    idle: { step: 'handover', page: MockIdle },
    states: { step: 'handover', page: MockStates },
    table: { step: 'allocate', page: MockTable },
    paper: { step: null, page: MockPaper },
    parted: { step: 'today', page: MockToday },
    strips: { step: 'today', page: MockStrips },
    photos: { step: 'discrepancies', page: MockPhotos },
    photo: { step: 'discrepancies', page: MockLargePhoto },
    photoAway: { step: 'discrepancies', page: MockPhotoAway },
  }

export const galleryPages = Object.keys(pages)

const waiting: Partial<Record<RailStep, number>> = {
  receive: 3,
  allocate: 8,
  handover: 380,
  discrepancies: 27,
}
const wrong: readonly RailStep[] = ['balance', 'handover', 'discrepancies']

function stepView(step: RailStep): StepView {
  return { waiting: waiting[step] ?? 0, wrong: wrong.includes(step), finished: step === 'intake' }
}

/** Every piece in its place, with made-up goods. Development only: gallery.html#/<page>. */
export function FrameGallery({ page }: { page: string }) {
  const { language } = useWords()
  const samples = useSamples()
  const [slideIns, setSlideIns] = useState(page === 'handover' ? ['one'] : [])
  const shown = pages[page] ?? pages['pieces']
  if (shown === undefined) return null
  const Page = shown.page
  const view: StatusView = {
    site: samples.site,
    sites: [],
    atSite: null,
    rounds: [
      { id: '1', title: samples.round },
      { id: '2', title: samples.round2 },
    ],
    openRound: '1',
    connection: { state: 'offline', unsent: 37, oldestMs: 12 * 60_000, clockSkewMs: null },
    storageTrouble: page === 'states' ? 'full' : null,
    counter: '2',
    operators: samples.operators.map((name) => ({ id: name, name })),
    operator: nth(samples.operators, 0),
    language,
  }
  return (
    <Frame
      strip={
        <StatusStrip
          view={view}
          on={{
            onSite: nothing,
            onRound: nothing,
            onNewRound: nothing,
            onOperator: nothing,
            onSettings: nothing,
            onLanguage: (next: Language) => setLanguage(next),
          }}
        />
      }
      band={page === 'parted' && <PartedBand counter="3" onRead={nothing} />}
      rail={<Rail steps={steps} current={shown.step} onStep={nothing} />}
      line={
        <ScanLine
          scan={
            page === 'idle'
              ? null
              : { seq: 1, text: '6901234567892', did: samples.did, tone: 'ok', undoable: true }
          }
          onUndo={nothing}
          onHelp={nothing}
        />
      }
      slideIns={slideIns.map((id) => ({ id, tone: 'info', title: samples.explain, undo: nothing }))}
      onSlideInLeave={(id) => setSlideIns(slideIns.filter((one) => one !== id))}
    >
      <Page view={view} />
    </Frame>
  )
}

const steps: Record<RailStep, StepView> = {
  today: stepView('today'),
  intake: stepView('intake'),
  receive: stepView('receive'),
  allocate: stepView('allocate'),
  sort: stepView('sort'),
  balance: stepView('balance'),
  shelve: stepView('shelve'),
  handover: stepView('handover'),
  discrepancies: stepView('discrepancies'),
  dayClose: stepView('dayClose'),
}
