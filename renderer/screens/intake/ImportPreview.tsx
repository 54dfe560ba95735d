import { useState } from 'react'
import type { ReadProposal } from '../../../shared/intake/import/importProposal'
import { fen } from '../../../shared/kernel/money'
import { useDesk } from '../../commands/deskContext'
import { clockTime, countText } from '../../i18n/format'
import { useWords } from '../../i18n/index'
import { useKeys } from '../../input/useKeys'
import { ActButton, Column, Figure, fenText, Panel, ProgressLine, Screen } from '../../ui/index'
import { Attention } from './Attention'
import intake from './Intake.module.css'
import { type Importing, type ImportState, isOpen } from './importing'
import { OrdersPreviewTable } from './OrdersPreviewTable'
import styles from './Preview.module.css'
import { ProductsPreviewTable } from './ProductsPreviewTable'
import { RoundFields } from './RoundFields'
import { Tabs } from './Tabs'
import { useNewRound } from './useNewRound'
import { useTakeIn } from './useTakeIn'

interface ImportPreviewProps {
  readonly importing: Importing
  readonly state: ImportState
  readonly proposal: ReadProposal
  readonly onLeave: () => void
}

/** What would go in, what changes, and what somebody has to look at, before anything is written. */
export function ImportPreview({ importing, state, proposal, onLeave }: ImportPreviewProps) {
  const { t } = useWords()
  const desk = useDesk()
  const fresh = !isOpen(desk, state.roundId)
  const [round, changeRound] = useNewRound(state.roundId, titleOf(state, proposal))
  const { progress, run } = useTakeIn(importing)
  const [tab, setTab] = useState<'orders' | 'products'>(proposal.orders.length > 0 ? 'orders' : 'products')
  const counts = countsOf(proposal, state)
  const unless =
    counts.going === 0
      ? t('intake.preview.nothingNew')
      : fresh && round.title.trim() === ''
        ? t('intake.round.needsTitle')
        : round.pickupUntil < round.pickupFrom
          ? t('intake.round.daysWrong')
          : undefined
  const take = () => {
    if (unless === undefined) void run(round)
  }
  useKeys('intake', { takeIn: take }, { open: progress === null })
  const act =
    counts.orders > 0
      ? t('intake.preview.take', { count: counts.orders })
      : counts.going > 0
        ? t('intake.preview.takeProducts', { count: proposal.products.length })
        : t('intake.preview.nothingNew')
  return (
    <Screen
      title={t('intake.title')}
      note={<Note state={state} proposal={proposal} importing={importing} />}
      body="split"
      acts={
        <>
          <ActButton weight="quiet" onAct={() => void importing.discard()}>
            {t('intake.preview.discard')}
          </ActButton>
          <ActButton keys="Esc" onAct={onLeave}>
            {t('intake.preview.later')}
          </ActButton>
          <ActButton
            weight="main"
            keys="Enter"
            icon="intake"
            busy={progress !== null}
            unless={unless}
            onAct={take}
          >
            {act}
          </ActButton>
        </>
      }
    >
      <Column share={1.7}>
        {fresh && <RoundFields round={round} onChange={changeRound} />}
        {progress !== null && progress.total > 1000 ? (
          <Panel>
            <ProgressLine label={t('intake.preview.progress', { ...progress })} {...progress} />
          </Panel>
        ) : (
          <Figures counts={counts} proposal={proposal} reading={state.reading} />
        )}
        <Panel
          fill
          flush
          title={
            <Tabs
              tabs={[
                ...(proposal.orders.length > 0
                  ? [
                      {
                        key: 'orders' as const,
                        name: t('intake.preview.tab.orders'),
                        n: proposal.orders.length,
                      },
                    ]
                  : []),
                {
                  key: 'products' as const,
                  name: t('intake.preview.tab.products'),
                  n: proposal.products.length,
                },
              ]}
              open={tab}
              onOpen={setTab}
            />
          }
        >
          {tab === 'orders' ? (
            <OrdersPreviewTable orders={proposal.orders} isText={proposal.kind === 'text'} />
          ) : (
            <ProductsPreviewTable products={proposal.products} importing={importing} state={state} />
          )}
        </Panel>
      </Column>
      <Column share={1}>
        <Attention importing={importing} state={state} proposal={proposal} nothingNew={counts.going === 0} />
      </Column>
    </Screen>
  )
}

/** What the round is called until somebody says otherwise: the file's name, or the first words of the text. */
function titleOf(state: ImportState, proposal: ReadProposal): string {
  const longest = 30
  if (proposal.kind !== 'text') return state.name.replace(/\.[^.]*$/, '').slice(0, longest)
  const words = proposal.title
    .replace(/^#\S*\s*/, '')
    .split(/[\s,\uff0c\u3001;\uff1b!\uff01]+/)
    .filter((word) => word !== '')
  const [first = '', second = ''] = words
  return (first.length >= 4 ? first : `${first} ${second}`).trim().slice(0, longest)
}

export interface PreviewCounts {
  readonly fresh: number
  readonly changed: number
  readonly same: number
  readonly held: number
  /** Orders that would be written, cancellations included. */
  readonly orders: number
  /** Everything that would be written. */
  readonly going: number
}

function countsOf(proposal: ReadProposal, state: ImportState): PreviewCounts {
  const count = { new: 0, changed: 0, same: 0, held: 0, cancelled: 0, 'left-out': 0 }
  for (const { standing } of proposal.orders) count[standing] += 1
  const orders = count.new + count.changed + state.cancelling.length
  return {
    fresh: count.new,
    changed: count.changed,
    same: count.same,
    held: proposal.held.length + count.held,
    orders,
    going: orders + proposal.products.length + proposal.announced.length,
  }
}

function Figures(props: { counts: PreviewCounts; proposal: ReadProposal; reading: boolean }) {
  const { t } = useWords()
  const { counts, proposal, reading } = props
  const { totals, removed, products } = proposal
  const figure = (n: number, label: string, tone?: 'ok' | 'attention') => (
    <Figure value={countText(n)} label={label} {...(tone && n > 0 ? { tone } : {})} />
  )
  return (
    <div className={intake['figures']} data-reading={reading} aria-busy={reading}>
      {proposal.orders.length > 0 && (
        <>
          {figure(counts.fresh, t('intake.preview.figures.fresh'), 'ok')}
          {figure(counts.changed, t('intake.preview.figures.changed'), 'attention')}
          {removed.length > 0 && figure(removed.length, t('intake.preview.figures.removed'), 'attention')}
          {figure(counts.same, t('intake.preview.figures.same'))}
        </>
      )}
      {figure(counts.held, t('intake.preview.figures.held'), 'attention')}
      {figure(products.length, t('intake.preview.figures.products'))}
      {figure(totals.rows, t('intake.preview.figures.rows'))}
      {totals.pieces > 0 && figure(totals.pieces, t('intake.preview.figures.pieces'))}
      {totals.amountFen > 0 && (
        <Figure value={fenText(fen(totals.amountFen))} label={t('intake.preview.figures.amount')} />
      )}
    </div>
  )
}

function Note(props: { state: ImportState; proposal: ReadProposal; importing: Importing }) {
  const { t, language } = useWords()
  const { state, proposal, importing } = props
  const { list } = proposal
  const compared = list.againstMs !== null
  return (
    <span className={styles['note']}>
      <b>{state.name}</b>
      {state.sheets.length > 1 && (
        <select
          value={state.sheet}
          aria-label={t('intake.preview.sheet')}
          onChange={(event) =>
            importing.change({
              sheet: Number(event.currentTarget.value),
              mapping: null,
              fixes: { rows: {}, dropped: [] },
            })
          }
        >
          {state.sheets.map((sheet, i) => (
            <option key={sheet.name} value={i}>
              {t('intake.preview.rowsOf', { name: sheet.name, n: sheet.rows })}
            </option>
          ))}
        </select>
      )}
      {proposal.mapping !== null && (
        <button type="button" onClick={() => importing.change({ mapping: 'ask' })}>
          {t('intake.mapping.again')}
        </button>
      )}
      {compared && (
        <>
          <span>
            {t('intake.preview.against', {
              time: clockTime(list.againstMs ?? 0, language),
              title: list.againstTitle.slice(0, 20),
            })}
          </span>
          <button type="button" onClick={() => importing.change({ against: 'none' })}>
            {t('intake.preview.compareNone')}
          </button>
        </>
      )}
      {!compared && state.against === 'none' && (
        <button type="button" onClick={() => importing.change({ against: null })}>
          {t('intake.preview.compareAuto')}
        </button>
      )}
      {!compared && <span>{t('intake.preview.note')}</span>}
    </span>
  )
}
