import { cleanText, toHalfWidth } from './cleanText'

export type MoneyReading =
  | { readonly ok: true; readonly fen: number }
  | { readonly ok: false; readonly code: 'money-unreadable' | 'money-negative' | 'money-missing' }

const maxYuan = 10_000_000

/** '¥1,234.50', '12.5元', '￥ 8', 'RMB 3', '29.900000000000002' (what Excel keeps of 29.9) → whole fen. */
export function readYuan(raw: string): MoneyReading {
  const text = toHalfWidth(cleanText(raw)).replace(/\s/g, '')
  if (text === '' || text === '-' || text === '--' || text === '/')
    return { ok: false, code: 'money-missing' }
  const match =
    /^(-?)(?:¥|rmb|cny)?(-?)(\d[\d,]*(?:\.\d*)?|\.\d+)(?:元|圆|块|yuan|rmb)?(?:整|钱)?(?:\/\S{1,6})?$/i.exec(
      text,
    )
  if (!match) return { ok: false, code: 'money-unreadable' }
  const yuan = Number((match[3] ?? '').replace(/,/g, ''))
  const fen = Math.round(yuan * 100)
  if (!Number.isFinite(yuan) || yuan > maxYuan || Math.abs(yuan * 100 - fen) > 1e-4)
    return { ok: false, code: 'money-unreadable' }
  if ((match[1] || match[2]) && fen > 0) return { ok: false, code: 'money-negative' }
  return { ok: true, fen }
}
