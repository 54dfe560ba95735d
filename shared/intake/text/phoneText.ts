import { cleanText, toHalfWidth } from './cleanText'

export type PhoneReading =
  | { readonly ok: true; readonly phone: string }
  | { readonly ok: false; readonly code: 'phone-missing' | 'phone-bad' | 'phone-masked' }

const mobile = /^1[3-9]\d{9}$/
const withExtension = /^(1[3-9]\d{9})(?:转接?|分机|ext\.?|[,，#x×*;:_/]|-)+(?:转|分机)?(\d{1,6})$/i
const landline = /^(0\d{2,3}|\(0\d{2,3}\))-?(\d{7,8})(?:(?:转|-|,|x|ext\.?|分机)(\d{1,6}))?$/i

/**
 * Mobile, landline and privacy numbers as `Identity.phone` keeps them: digits only, an extension after 'x'.
 * '+86 138 0013 8000' → '13800138000', '170 1234 5678转1234' → '17012345678x1234', '021-62345678' → '02162345678'.
 */
export function readPhone(raw: string): PhoneReading {
  const text = toHalfWidth(cleanText(raw)).replace(/\s/g, '').replace(/^'/, '').replace(/\.0+$/, '')
  if (text === '' || text === '-' || text === '/' || text === '无')
    return { ok: false, code: 'phone-missing' }
  if (text.length > 40) return { ok: false, code: 'phone-bad' }
  const plain = text
    .replace(/^(?:tel|电话|手机|联系电话|手机号)[::]?/i, '')
    .replace(/^(?:\(?\+86\)?|0086|86(?=1[3-9]\d{9}))-?/, '')
  if (/\*{2,}/.test(plain) && /\d/.test(plain)) return { ok: false, code: 'phone-masked' }
  // A dash before four digits of an eleven-digit number is an extension, dashes inside it are only spacing.
  const extended = withExtension.exec(plain) ?? withExtension.exec(joinMobile(plain))
  if (extended) return { ok: true, phone: `${extended[1]}x${extended[2]}` }
  const fixed = landline.exec(plain)
  if (fixed) {
    const area = (fixed[1] ?? '').replace(/\D/g, '')
    return { ok: true, phone: `${area}${fixed[2]}${fixed[3] === undefined ? '' : `x${fixed[3]}`}` }
  }
  const bare = plain.replace(/[-.()]/g, '')
  if (mobile.test(bare) || /^[48]00\d{7}$/.test(bare) || /^[2-9]\d{6,7}$/.test(bare))
    return { ok: true, phone: bare }
  return /^\+(?!86)\d{8,15}$/.test(bare)
    ? { ok: true, phone: bare.slice(1) }
    : { ok: false, code: 'phone-bad' }
}

/** '138-0013-8000-1234' → '13800138000-1234'. */
function joinMobile(text: string): string {
  return text.replace(/^(1[3-9]\d)-(\d{4})-(\d{4})/, '$1$2$3')
}

/** Finds a mobile number in running text; digits around it make it something else. */
export const phoneInText =
  /(?:\+?86[- ]?)?(?<!\d)1[3-9]\d(?:[ -]?\d{4}){2}(?:(?:\s*转接?\s*|[,，]|-|x)\d{3,6}(?!\d))?(?!\d)/
