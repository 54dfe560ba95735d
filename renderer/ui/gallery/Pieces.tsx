import { SegmentedControl, Select, TextInput } from '@mantine/core'
import { useState } from 'react'
import { fen } from '../../../shared/kernel/money'
import { grams, pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import {
  ActButton,
  BagCard,
  Barcode,
  CheckRow,
  CodeText,
  CountBadge,
  CountInput,
  DiffBar,
  DiffText,
  EmptyState,
  FenText,
  Figure,
  GramsText,
  InlineConfirm,
  KeyHint,
  MaskedText,
  Meter,
  Panel,
  PiecesText,
  ProgressLine,
  Screen,
  SlotNumber,
  StatePanel,
  Tag,
  TaskList,
  ZoneTag,
} from '../index'
import { nothing, nth, useSamples } from './samples'

const row = { display: 'flex', flexWrap: 'wrap', gap: 16, alignItems: 'center' } as const
const grid = {
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))',
  gap: 16,
} as const

/** The small pieces, all at once. */
export function Pieces() {
  return (
    <Screen title="Pieces" acts={<ActButton onAct={nothing}>Print</ActButton>}>
      <div style={grid}>
        <Panel title="Numbers">
          <Numbers />
        </Panel>
        <Panel title="Buttons">
          <Buttons />
        </Panel>
        <Panel title="Tags">
          <Tags />
        </Panel>
        <Panel title="Fields">
          <Fields />
        </Panel>
      </div>
      <Bands />
      <Panel title="Tasks" flush>
        <Tasks />
      </Panel>
      <div style={grid}>
        <Panel title="Count">
          <Count />
        </Panel>
        <Panel title="Confirm">
          <Confirm />
        </Panel>
        <Panel title="Empty">
          <Empty />
        </Panel>
        <Panel title="Codes">
          <div style={row}>
            <Barcode symbology="code128" text="R7K2-034-C-1" />
            <Barcode symbology="ean13" text="6901234567892" />
            <Barcode symbology="qrcode" text="R7K2-034-C-1" plain />
          </div>
        </Panel>
      </div>
    </Screen>
  )
}

function Numbers() {
  return (
    <>
      <div style={row}>
        <FenText fen={fen(1280)} strong /> <FenText fen={fen(-50)} /> <PiecesText pieces={pieces(7)} />
        <GramsText grams={grams(850)} /> <GramsText grams={grams(1250)} />
        <CodeText code="6901234567892" grouped />
      </div>
      <div style={row}>
        <SlotNumber slot={34} /> <SlotNumber slot="3-2-15" size="row" />
        <Figure value="312" label="in bags" />{' '}
        <Figure value={<FenText fen={fen(-350)} />} label="cash" tone="stop" />
      </div>
      <Meter n={312} total={500} label="packed" />
      <Meter n={40} total={40} label="received" />
      <DiffBar ordered={pieces(40)} received={pieces(31)} />
      <DiffBar ordered={pieces(40)} received={pieces(48)} />
      <div style={row}>
        <DiffText n={-3} /> <DiffText n={2} /> <DiffText n={0} />
      </div>
    </>
  )
}

function Buttons() {
  const { t } = useWords()
  return (
    <>
      <ActButton weight="main" size="large" icon="sort" keys="Enter" onAct={nothing} wide>
        {t('words.act.continue')}
      </ActButton>
      <div style={row}>
        <ActButton weight="main" onAct={nothing}>
          {t('words.act.confirm')}
        </ActButton>
        <ActButton icon="print" keys="F6" onAct={nothing}>
          {t('words.act.print')}
        </ActButton>
        <ActButton weight="quiet" onAct={nothing}>
          {t('words.act.cancel')}
        </ActButton>
        <ActButton weight="stop" onAct={nothing}>
          {t('words.act.remove')}
        </ActButton>
        <ActButton size="small" onAct={nothing}>
          {t('words.act.edit')}
        </ActButton>
        <ActButton onAct={nothing} unless="no">
          {t('words.act.finish')}
        </ActButton>
        <KeyHint keys="Alt+1" />
      </div>
    </>
  )
}

function Tags() {
  const { t } = useWords()
  const samples = useSamples()
  return (
    <>
      <div style={row}>
        <ZoneTag zone="ambient" /> <ZoneTag zone="chilled" /> <ZoneTag zone="frozen" />
        <ZoneTag zone="frozen" size="large" />
      </div>
      <div style={row}>
        <Tag tone="ok" icon="check">
          {t('terms.condition.good')}
        </Tag>
        <Tag tone="attention">{t('terms.discrepancy.short-dated')}</Tag>
        <Tag tone="stop" icon="alert">
          {t('terms.discrepancy.double-handover')}
        </Tag>
        <Tag tone="info">{t('terms.discrepancy.over')}</Tag>
        <Tag>{t('terms.stage.settled')}</Tag>
        <CountBadge n={8} /> <CountBadge n={1204} tone="stop" />
      </div>
      <MaskedText masked={nth(samples.households, 0)} onReveal={nothing} />
    </>
  )
}

function Fields() {
  const { t } = useWords()
  return (
    <>
      <TextInput label={t('words.act.search')} placeholder={t('terms.phoneTail')} />
      <Select
        label={t('terms.supplier')}
        data={[t('terms.responsible.supplier'), t('terms.responsible.point')]}
        defaultValue={t('terms.responsible.supplier')}
        comboboxProps={{ withinPortal: true }}
      />
      <SegmentedControl
        data={[
          { value: 'a', label: t('terms.policy.order-time') },
          { value: 'b', label: t('terms.policy.proportional') },
        ]}
      />
    </>
  )
}

function Bands() {
  const samples = useSamples()
  return (
    <div style={grid}>
      <StatePanel size="band" tone="ok" title={samples.complete} detail={samples.completeDetail} />
      <StatePanel size="band" tone="attention" title={samples.soft} />
      <StatePanel size="band" tone="stop" title={samples.twice} detail={samples.twiceDetail} />
      <StatePanel size="band" tone="info" title={samples.explain} />
      <ProgressLine label={samples.printing} done={37} total={120} leftMs={95_000} onCancel={nothing} />
    </div>
  )
}

function Tasks() {
  const samples = useSamples()
  const tones = ['stop', 'attention', 'info'] as const
  return (
    <TaskList
      label="Tasks"
      onAct={nothing}
      tasks={tones.map((tone, i) => ({
        id: tone,
        tone,
        title: nth(samples.tasks, i),
        detail: nth(samples.taskDetails, i),
        age: `${i + 1} h`,
        act: nth(samples.acts, i),
      }))}
    />
  )
}

function Count() {
  const samples = useSamples()
  const { t } = useWords()
  const [about, setAbout] = useState(0)
  return (
    <>
      <CountInput
        label={samples.counted}
        about={String(about)}
        value={38}
        expected={40}
        unit={t('terms.received')}
        onConfirm={() => setAbout(about + 1)}
      />
      <CheckRow
        title={t('terms.fiveCheck.name')}
        soldAs={nth(samples.soldAs, 0)}
        arrived={nth(samples.arrived, 0)}
        agrees
      />
      <BagCard zone="chilled" place="3-2-15" n={2} total={3} state="waiting" />
    </>
  )
}

function Confirm() {
  const samples = useSamples()
  const { t } = useWords()
  return (
    <InlineConfirm
      question={samples.question}
      confirm={t('words.act.undo')}
      reasons={samples.reasons}
      needsReason
      onConfirm={nothing}
      onCancel={nothing}
    />
  )
}

function Empty() {
  const samples = useSamples()
  return (
    <EmptyState
      icon="intake"
      title={samples.noOrders}
      detail={samples.noOrdersDetail}
      act={
        <ActButton weight="main" icon="intake" onAct={nothing}>
          {samples.importNow}
        </ActButton>
      }
    />
  )
}
