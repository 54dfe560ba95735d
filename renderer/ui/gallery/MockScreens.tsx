import { useState } from 'react'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import {
  ActButton,
  BagCard,
  BigHint,
  CheckRow,
  Column,
  CountInput,
  DataTable,
  DiffBar,
  DiffText,
  KeyHint,
  Meter,
  Panel,
  RoundFlow,
  Screen,
  SidePanel,
  SlotAnswer,
  StatePanel,
  TaskList,
  Wall,
  type WallSlot,
  ZoneTag,
} from '../index'
import { nothing, nth, useSamples } from './samples'

const zones = ['ambient', 'chilled', 'frozen'] as const
const flowIcons = ['intake', 'receive', 'allocate', 'sort', 'balance', 'shelve', 'handover'] as const
const flowNumbers = [500, 58, 59, 188, 0, 0, 0]
const flowTotals = [500, 60, 60, 500, 60, 742, 742]

export function MockToday() {
  const samples = useSamples()
  const tones = ['stop', 'attention', 'info'] as const
  return (
    <Screen title={samples.round} note={samples.site}>
      <RoundFlow
        label={samples.round}
        steps={flowIcons.map((icon, i) => ({
          id: icon,
          icon,
          title: nth(samples.flow, i),
          n: flowNumbers[i] ?? 0,
          total: flowTotals[i] ?? 0,
          state: i < 1 ? 'done' : i < 4 ? 'now' : 'ahead',
          exceptions: nth(samples.exceptions, i),
        }))}
      />
      <ActButton weight="main" size="large" icon="sort" keys="Enter" onAct={nothing} wide>
        {samples.doNow}
      </ActButton>
      <Panel title={nth(samples.screens, 0)} flush>
        <TaskList
          label={samples.round}
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
      </Panel>
    </Screen>
  )
}

const wallSlots: readonly WallSlot[] = Array.from({ length: 140 }, (_, i) => {
  const slot = i + 1
  const total = 3 + ((slot * 7) % 9)
  const put = slot < 30 ? total : slot % 5
  const state = slot === 34 ? 'current' : slot % 23 === 0 ? 'short' : put >= total ? 'full' : 'open'
  return { slot, put: Math.min(put, total), total, state }
})

export function MockSort() {
  const samples = useSamples()
  return (
    <Screen
      title={nth(samples.screens, 2)}
      body="split"
      note={<Meter n={188} total={500} label={nth(samples.screens, 2)} />}
    >
      <Column share={2.2}>
        <SlotAnswer
          slot={134}
          times={2}
          zone="chilled"
          household={nth(samples.households, 0)}
          head={
            <>
              <span>{nth(samples.products, 0)}</span>
              <span>{samples.hand}</span>
            </>
          }
        />
        <div
          style={{ display: 'flex', gap: 24, alignItems: 'center', fontSize: '1.25rem', flexWrap: 'wrap' }}
        >
          <span>{samples.next}</span>
          <b>35 ×1</b> <b>41 ×1</b> <b>57 ×3</b>
          <span style={{ marginLeft: 'auto' }}>
            <KeyHint keys="Enter" /> <KeyHint keys="N" /> <KeyHint keys="S" />
          </span>
        </div>
      </Column>
      <Column share={1}>
        <Panel fill>
          <Wall slots={wallSlots} onOpen={nothing} />
        </Panel>
      </Column>
    </Screen>
  )
}

export function MockReceive() {
  const samples = useSamples()
  const { t } = useWords()
  const [chosen, setChosen] = useState<string | null>('1')
  const rows = samples.products.map((name, i) => ({
    key: String(i),
    name,
    spec: nth(samples.specs, i),
    zone: zones[i % 3] ?? ('ambient' as const),
    ordered: pieces(40 + i * 7),
    received: pieces([38, 47, 54, 12, 70, 0][i] ?? 0),
  }))
  return (
    <Screen
      title={samples.supplier}
      body="split"
      note={<Meter n={4} total={6} label={samples.supplier} />}
      acts={<ActButton onAct={nothing}>{t('words.act.finish')}</ActButton>}
    >
      <Column share={1.25}>
        <Panel flush fill>
          <DataTable
            label={samples.supplier}
            spacing="roomy"
            rows={rows}
            rowKey={(line) => line.key}
            selected={chosen}
            onSelect={setChosen}
            rowTone={(line) => (line.received > line.ordered ? 'info' : undefined)}
            columns={[
              { key: 'name', title: t('terms.product'), cell: (line) => <b>{line.name}</b> },
              {
                key: 'zone',
                title: t('terms.fiveCheck.spec'),
                width: '96px',
                cell: (line) => <ZoneTag zone={line.zone} />,
              },
              {
                key: 'bar',
                title: t('terms.difference'),
                width: '120px',
                cell: (line) => <DiffBar ordered={line.ordered} received={line.received} scale={80} />,
              },
              {
                key: 'n',
                title: t('terms.received'),
                width: '96px',
                align: 'end',
                cell: (line) => `${line.received} / ${line.ordered}`,
              },
            ]}
          />
        </Panel>
      </Column>
      <Column share={1}>
        <Panel title={nth(samples.products, 0)} note={nth(samples.specs, 0)} flush>
          {(['name', 'spec', 'quantity', 'production-date', 'shelf-life'] as const).map((check, i) => (
            <CheckRow
              key={check}
              title={t(`terms.fiveCheck.${check}`)}
              soldAs={nth(samples.soldAs, i)}
              arrived={nth(samples.arrived, i)}
              agrees={i !== 1}
              acts={
                i === 1 && (
                  <ActButton size="small" keys="W" onAct={nothing}>
                    {t('terms.condition.wrong')}
                  </ActButton>
                )
              }
            />
          ))}
        </Panel>
        <Panel>
          <CountInput
            label={samples.counted}
            about="1"
            value={38}
            expected={40}
            unit={t('terms.received')}
            onConfirm={nothing}
          />
        </Panel>
      </Column>
    </Screen>
  )
}

export function MockHandover() {
  const samples = useSamples()
  const { t } = useWords()
  return (
    <Screen title={nth(samples.households, 0)} note={t('words.unit.bags', { n: 3 })}>
      <div style={{ display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(240px, 1fr))', gap: 16 }}>
        <BagCard
          zone="ambient"
          place="3-2-15"
          n={1}
          total={3}
          state="scanned"
          contents={nth(samples.products, 1)}
        />
        <BagCard
          zone="chilled"
          place="3-2-15"
          n={2}
          total={3}
          state="waiting"
          contents={nth(samples.products, 4)}
        />
        <BagCard
          zone="frozen"
          place="F-1-4"
          n={3}
          total={3}
          state="missing"
          contents={nth(samples.products, 3)}
        />
      </div>
      <StatePanel size="band" tone="attention" icon="money" title={t('terms.balanceDue')} detail="¥12.80">
        <ActButton keys="P" weight="main" onAct={nothing}>
          {t('terms.payMethod.cash')}
        </ActButton>
        <ActButton onAct={nothing}>{t('words.act.skip')}</ActButton>
      </StatePanel>
    </Screen>
  )
}

export function MockIdle() {
  const samples = useSamples()
  return (
    <Screen title={nth(samples.screens, 3)}>
      <BigHint icon="scan" title={samples.idle} detail={samples.idleDetail} />
    </Screen>
  )
}

export function MockStates() {
  const samples = useSamples()
  return (
    <Screen title={nth(samples.screens, 3)}>
      <StatePanel tone="ok" title={samples.complete} detail={samples.completeDetail} />
      <StatePanel tone="stop" title={samples.twice} detail={samples.twiceDetail} />
      <StatePanel tone="attention" title={samples.unknown} detail={samples.unknownDetail} />
    </Screen>
  )
}

export function MockTable() {
  const samples = useSamples()
  const { t } = useWords()
  const [chosen, setChosen] = useState<string | null>('7')
  const rows = Array.from({ length: 500 }, (_, i) => ({
    key: String(i),
    name: nth(samples.households, i),
    product: nth(samples.products, i * 3 + 1),
    ordered: pieces(1 + (i % 4)),
    received: pieces(i % 9 === 0 ? i % 4 : 1 + (i % 4)),
  }))
  return (
    <Screen title={nth(samples.screens, 4)} body="split">
      <Column share={1}>
        <Panel flush fill>
          <DataTable
            label={nth(samples.screens, 4)}
            rows={rows}
            rowKey={(line) => line.key}
            selected={chosen}
            onSelect={setChosen}
            rowTone={(line) => (line.received < line.ordered ? 'stop' : undefined)}
            columns={[
              {
                key: 'no',
                title: t('terms.participateNo'),
                width: '90px',
                align: 'end',
                cell: (line) => line.key,
              },
              { key: 'who', title: t('terms.household'), cell: (line) => line.name },
              { key: 'what', title: t('terms.product'), cell: (line) => line.product },
              {
                key: 'ordered',
                title: t('terms.ordered'),
                width: '90px',
                align: 'end',
                cell: (line) => line.ordered,
              },
              {
                key: 'diff',
                title: t('terms.difference'),
                width: '100px',
                align: 'end',
                cell: (line) => <DiffText n={line.received - line.ordered} />,
              },
            ]}
          />
        </Panel>
      </Column>
      <SidePanel title={nth(samples.households, 1)} onClose={nothing}>
        <p style={{ margin: 0 }}>{samples.explain}</p>
      </SidePanel>
    </Screen>
  )
}
