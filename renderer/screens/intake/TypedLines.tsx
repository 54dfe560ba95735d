import type { ReactNode } from 'react'
import { Stepper } from './LineCounts'
import styles from './Orders.module.css'
import type { PhoneLine } from './usePhoneOrder'

/** Products typed or scanned one by one, each with its count; a count of nothing takes the line away. */
export function TypedLines(props: {
  readonly lines: readonly PhoneLine[]
  readonly onLines: (lines: readonly PhoneLine[]) => void
  readonly amount?: (line: PhoneLine) => ReactNode
}) {
  const { lines, onLines, amount } = props
  const put = (line: PhoneLine, count: number) =>
    onLines(lines.flatMap((one) => (one !== line ? [one] : count > 0 ? [{ ...line, count }] : [])))
  return (
    <div className={styles['lines']}>
      {lines.map((line) => (
        <div key={line.product.productId}>
          <span>
            <b>{line.product.name}</b> {line.product.spec}
          </span>
          <span>{amount?.(line)}</span>
          <Stepper label={line.product.name} n={line.count} onPut={(n) => put(line, n)} />
        </div>
      ))}
    </div>
  )
}

/** One more of a product: on its line, or on a new one. */
export function withProduct(
  lines: readonly PhoneLine[],
  { product, count }: PhoneLine,
): readonly PhoneLine[] {
  const there = lines.find((line) => line.product.productId === product.productId)
  if (!there) return [...lines, { product, count }]
  return lines.map((line) => (line === there ? { product, count: line.count + count } : line))
}
