import { useWords } from '../../i18n/index'
import { useRound } from '../../queries/useLive'
import { ActButton, GramsText, Panel, PiecesText, Tag } from '../../ui/index'
import styles from './Handover.module.css'
import type { GoodsAt } from './VisitStage'

/** What is in the bags, line by line: a line is refused by a click or by R. */
export function VisitGoods(props: {
  lines: readonly GoodsAt[]
  chosen: number | null
  onChoose: (line: number) => void
  onRefuse: (line: GoodsAt) => void
  onTakeBack: (line: GoodsAt) => void
}) {
  const { t } = useWords()
  const { fold } = useRound()
  const { lines, chosen } = props
  return (
    <div className={styles['goods']}>
      <Panel title={t('handover.goods.title')} note={String(lines.length)} fill flush>
        <ul>
          {lines.map((line, i) => {
            const product = fold.state('product', line.productId)?.product
            return (
              <li key={`${line.bagId}${line.productId}`} data-chosen={chosen === i} data-zone={line.zone}>
                <button type="button" onClick={() => props.onChoose(i)} aria-pressed={chosen === i}>
                  <span className={styles['goodsBag']}>{line.n}</span>
                  <span className={styles['goodsName']}>
                    {product?.name ?? line.productId}
                    {line.refused > 0 && (
                      <Tag tone="attention">{t('handover.goods.refused', { n: line.refused })}</Tag>
                    )}
                    {!line.weighed && <Tag tone="attention">{t('handover.goods.unweighed')}</Tag>}
                  </span>
                  <span className={styles['goodsAmount']}>
                    <PiecesText pieces={line.pieces} portions={line.grams !== null} />
                    {line.grams !== null && line.weighed && <GramsText grams={line.grams} />}
                  </span>
                </button>
                {chosen === i && line.refusals.length > 0 && (
                  <ActButton size="small" icon="undo" onAct={() => props.onTakeBack(line)}>
                    {t('words.act.undo')}
                  </ActButton>
                )}
                {chosen === i && line.pieces > 0 && (
                  <ActButton size="small" keys="R" onAct={() => props.onRefuse(line)}>
                    {t('handover.refuse.title')}
                  </ActButton>
                )}
              </li>
            )
          })}
        </ul>
      </Panel>
    </div>
  )
}
