import { type Fen, fen } from '../../../shared/kernel/money'

/** What a person typed as yuan: '12', '12.5', '￥12.80'. Undefined when it is no amount of money. */
export function readYuan(text: string): Fen | undefined {
  const plain = text.normalize('NFKC').replace(/[¥,\s]/gu, '')
  const match = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(plain)
  if (!match) return undefined
  return fen(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0')))
}
