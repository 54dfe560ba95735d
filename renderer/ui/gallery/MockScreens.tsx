import { useWords } from '../../i18n/index'
import {
  ActButton,
  BagCard,
  BigHint,
  Column,
  KeyHint,
  Meter,
  Panel,
  RoundFlow,
  Screen,
  SlotAnswer,
  StatePanel,
  TaskList,
  Wall,
  type WallSlot,
} from '../index'
import { nothing, nth, useSamples } from './samples'

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
