import { findAddress } from '../text/addressText'
import { phoneInText, readPhone } from '../text/phoneText'

/** Who and where, as far as a record says it, and what is left of the text. */
export interface Party {
  readonly receiver: string | null
  readonly phone: string | null
  /** Something that looks like a phone and is none. */
  readonly badPhone: string | null
  readonly address: string | null
  /** The record starts with its room: '12-2-603 土豆2'. */
  readonly roomFirst: boolean
  readonly note: string | null
  readonly paid: boolean
  readonly cancelled: boolean
  readonly rest: string
}

const paidMark =
  /(?:[✅☑✔√]\ufe0f?\s*)+(?:已?(?:付款?|支付|转账?|收款?))?|[((]?\s*(?:已\s*(?:付款?|支付|转账?|收款?|交)|付过|paid)\s*[))]?/giu
const notPaid = /(?:未|没|待)\s*(?:付款?|支付|转账?)/
const cancelMark = /取消|退单|退团|不要了|撤单|作废|cancel(?:l?ed)?/i
const noteLabel = /(?:^|[\s,;(])(?:备注|留言|附言|说明|note|memo)\s*[::]\s*(.*)$/im
const receiverLabel =
  /(?:收件人|收货人|收货姓名|联系人|提货人|姓名|名字)\s*:?\s*([^\s,;:()\d][^\s,;:()]{0,19})/
const phoneLabel =
  /(?:联系电话|收货电话|手机号码?|联系方式|电话号?码?|手机|tel|phone)\s*:?\s*([+\d][\d\s\-转,x*]{4,24}\d)?/gi
const addressLabel =
  /(?:收件地址|收货地址|详细地址|配送地址|地址|住址|房号|门牌号?|楼号)\s*:?\s*([^\n;]+?)(?=\s*(?:\n|;|$|\(|(?:联系电话|手机|电话|收件人|收货人|姓名)))/
const placeWord =
  /省|(?<![超夜])市|[\u4e00-\u9fff]区|县|街道|镇|[\u4e00-\u9fff]路|大道|巷|村|小区|花园|公寓|家园|苑|弄|栋|幢|单元|\d室|号楼|\d号/
const buildingOnly = /^(?:[a-z]|\d{1,3})(?:栋|幢|座|号楼|号院|#)(?=[^\d\s份盒斤])/i

/** Takes phone, address, note and marks out of a record. @param body half-width, lines joined by '\n' */
export function readParty(body: string): Party {
  let rest = body
  const take = (pattern: RegExp, group = 0): string | null => {
    const match = pattern.exec(rest)
    if (!match) return null
    rest = `${rest.slice(0, match.index)}\n${rest.slice(match.index + match[0].length)}`
    return (match[group] ?? '').trim()
  }
  const note = take(noteLabel, 1)
  const cancelled = cancelMark.test(rest)
  if (cancelled) rest = rest.replace(cancelMark, ' ')
  const paid = !notPaid.test(rest) && new RegExp(paidMark.source, 'iu').test(rest)
  rest = rest.replace(notPaid, ' ').replace(paidMark, ' ')
  const labelledReceiver = take(receiverLabel, 1)
  const number = takePhone(rest)
  rest = number.rest
  const labelledAddress = take(addressLabel, 1)
  const place =
    labelledAddress === null ? takeAddress(rest) : { address: labelledAddress, rest, first: false }
  return {
    receiver: labelledReceiver ?? number.receiver,
    phone: number.phone,
    badPhone: number.bad,
    address: place.address,
    roomFirst: place.first,
    note: note === '' ? null : note,
    paid,
    cancelled,
    rest: place.rest.replace(/^[\s,;:.。、-]+/, ''),
  }
}

function takePhone(text: string): {
  phone: string | null
  bad: string | null
  receiver: string | null
  rest: string
} {
  const match = phoneInText.exec(text)
  const cut = (from: number, until: number): string => `${text.slice(0, from)} ${text.slice(until)}`
  if (match) {
    const reading = readPhone(match[0])
    const before = text.slice(0, match.index)
    const named = /(?:^|[,。;\n\s])([^\s,。;::()\d\n]{1,12})\s*:\s*$/.exec(before.replace(phoneLabel, ' '))
    const from = named ? before.lastIndexOf(named[1] ?? '') : match.index
    const rest = cut(from, match.index + match[0].length).replace(phoneLabel, ' ')
    return {
      phone: reading.ok ? reading.phone : null,
      bad: reading.ok ? null : match[0],
      receiver: named?.[1] ?? null,
      rest,
    }
  }
  let bad: string | null = null
  let phone: string | null = null
  const rest = text
    .replace(phoneLabel, (_whole, digits: string | undefined) => {
      if (digits === undefined) return ' '
      const reading = readPhone(digits)
      if (reading.ok) phone = reading.phone
      else bad = digits
      return ' '
    })
    // Nine or more digits that start like a mobile number are a phone with a typing mistake, never a quantity.
    .replace(/(?<!\d)(?:1[3-9]\d{7,11}|\d{3}\*{4}\d{4})(?!\d)/, (digits) => {
      bad ??= digits
      return ' '
    })
  return { phone, bad, receiver: null, rest }
}

function takeAddress(text: string): { address: string | null; rest: string; first: boolean } {
  const plain = text.replace(/(^|\s)\d{1,2}、(?=\S*(?:省|市|区|路|街|号))/g, '$1 ')
  const parts = plain.split(/([\s,。;]+)/)
  const places: string[] = []
  const kept = parts.map((part, i) => {
    if (i % 2 === 1 || part.length < 5 || !placeWord.test(part) || /[份盒袋斤瓶]\s*$|[x*×]\d+$/i.test(part))
      return part
    const words = /[省市区县镇路街道村弄苑]/.test(part)
    if (!words && findAddress(part) !== undefined) return part
    if (!words) return part
    places.push(part)
    return ' '
  })
  if (places.length > 0) {
    const rest = kept.join('')
    const room = findAddress(rest)
    const tail = room === undefined ? '' : ` ${rest.slice(room.start, room.end)}`
    return {
      address: places.join(' ') + tail,
      rest: room === undefined ? rest : `${rest.slice(0, room.start)} ${rest.slice(room.end)}`,
      first: false,
    }
  }
  const found = findAddress(plain)
  if (found)
    return {
      address: plain.slice(found.start, found.end),
      rest: `${plain.slice(0, found.start)} ${plain.slice(found.end)}`.replace(/\(\s*\)/g, ' '),
      first: plain.slice(0, found.start).trim() === '',
    }
  const building = buildingOnly.exec(plain)
  return building
    ? { address: building[0], rest: plain.slice(building[0].length), first: false }
    : { address: null, rest: plain, first: false }
}
