import { useState } from 'react'
import { closeBag, reopenBag } from '../../../shared/domain/bag/closeBag'
import { bagsOf, hasNominalWeight, type NamedBag } from '../../../shared/domain/sorting/bagContents'
import { householdAt } from '../../../shared/domain/sorting/needs'
import { packedLines } from '../../../shared/paper/bagLabel'
import { packingSheet } from '../../../shared/paper/packingSheet'
import { useWords } from '../../i18n/index'
import { useHouseholdText } from '../../queries/useHouseholdText'
import { useRound } from '../../queries/useLive'
import { showScan } from '../../session/useSession'
import { playSound } from '../../sound/playSound'
import {
  ActButton,
  CodeText,
  EmptyState,
  GramsText,
  InlineConfirm,
  SidePanel,
  Tag,
  ZoneTag,
} from '../../ui/index'
import { useAct } from '../useAct'
import styles from './Bags.module.css'
import type { Labels } from './useLabels'

const tones = {
  open: 'info',
  closed: 'ok',
  'on-shelf': 'ok',
  'handed-over': 'quiet',
  contested: 'stop',
} as const

/** The bags of one household: what is inside, closing, opening again with a reason, labels. */
export function HouseholdBags(props: {
  slot: number
  labels: Labels
  onPick: (slot: number) => void
  onSheet: (sheet: ReturnType<typeof packingSheet>) => void
  onClose: () => void
}) {
  const { t } = useWords()
  const { fold } = useRound()
  const householdText = useHouseholdText()
  const { slot, labels } = props
  const householdId = householdAt(fold, slot)
  const bags = householdId === undefined ? [] : bagsOf(fold, householdId)
  return (
    <SidePanel
      title={t('sort.bags.title', { slot })}
      onClose={props.onClose}
      foot={
        householdId !== undefined && (
          <div className={styles['foot']}>
            <ActButton onAct={() => props.onPick(slot)} icon="list">
              {t('sort.bags.pick')}
            </ActButton>
            <ActButton icon="print" onAct={() => props.onSheet(packingSheet(fold, householdId, slot))}>
              {t('sort.paper.packing')}
            </ActButton>
          </div>
        )
      }
    >
      {householdId !== undefined && <p className={styles['who']}>{householdText(householdId)}</p>}
      {bags.length === 0 ? (
        <EmptyState icon="bag" title={t('sort.bags.none')} />
      ) : (
        bags.map((bag) => <BagRow key={bag.bagId} state={bag} labels={labels} />)
      )}
    </SidePanel>
  )
}

function BagRow({ state, labels }: { state: NamedBag; labels: Labels }) {
  const { t } = useWords()
  const { fold } = useRound()
  const { act } = useAct()
  const [opening, setOpening] = useState(false)
  const { bag, bagId, status } = state
  const inHouse = status === 'closed' || status === 'on-shelf'
  const reopen = async (reason: string) => {
    const answer = await act(reopenBag, { bagId, reason })
    setOpening(false)
    if (!answer.ok) return
    playSound('attention')
    showScan({ text: bagId, did: t('sort.bags.did.reopened'), tone: 'attention', undoable: true })
  }
  const close = async () => {
    const answer = await act(closeBag, { bagId })
    if (!answer.ok) return
    playSound('ok')
    showScan({ text: bagId, did: t('sort.did.bagClosed'), tone: 'ok', undoable: true })
  }
  return (
    <article className={styles['bag']} data-zone={bag.zone}>
      <header className={styles['bagHead']}>
        <ZoneTag zone={bag.zone} />
        <b>{t('sort.bags.no', { n: bag.bagNo })}</b>
        <Tag tone={tones[status]}>{t(`sort.bags.status.${status}`)}</Tag>
        {hasNominalWeight(state) && (
          <Tag tone="attention" icon="scale">
            {t('sort.bags.unweighed')}
          </Tag>
        )}
      </header>
      <p className={styles['code']}>
        <CodeText code={bagId} />
      </p>
      <ul>
        {packedLines(fold, state).map((line) => (
          <li key={line.productId}>
            <span>{line.name}</span>
            <b>
              ×{line.pieces} {line.grams !== null && <GramsText grams={line.grams} />}
            </b>
          </li>
        ))}
      </ul>
      {opening ? (
        <InlineConfirm
          question={t('sort.bags.why')}
          confirm={t('sort.bags.reopen')}
          needsReason
          reasons={[t('sort.bags.reason.add'), t('sort.bags.reason.check'), t('sort.bags.reason.wrong')]}
          onConfirm={(reason) => void reopen(reason)}
          onCancel={() => setOpening(false)}
        />
      ) : (
        <div className={styles['acts']}>
          {status === 'open' && (
            <ActButton size="small" icon="lock" onAct={() => void close()}>
              {t('sort.bags.close')}
            </ActButton>
          )}
          {inHouse && (
            <ActButton size="small" weight="quiet" icon="unlock" onAct={() => setOpening(true)}>
              {t('sort.bags.reopen')}
            </ActButton>
          )}
          {inHouse && (
            <ActButton size="small" icon="print" onAct={() => void labels.print([bagId])}>
              {t(labels.isPrinted(bagId) ? 'words.act.reprint' : 'sort.labels.one')}
            </ActButton>
          )}
        </div>
      )}
    </article>
  )
}
