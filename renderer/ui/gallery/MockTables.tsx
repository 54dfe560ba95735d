import { useState } from 'react'
import { pieces } from '../../../shared/kernel/quantity'
import { useWords } from '../../i18n/index'
import {
  ActButton,
  CheckRow,
  Column,
  CountInput,
  DataTable,
  DiffBar,
  DiffText,
  Meter,
  Panel,
  Screen,
  SidePanel,
  ZoneTag,
} from '../index'
import { nothing, nth, useSamples } from './samples'

const zones = ['ambient', 'chilled', 'frozen'] as const

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
