import { type Problem, problem } from '../problem'
import type { ProposedLine, ProposedOrder } from '../proposal'
import { readItems, scanSegment, type WrittenItem } from './itemText'
import type { MenuItem } from './jielongTitle'
import { readParty } from './readParty'
import type { JielongRecord } from './splitJielong'

/** What the title, the menu and the listing say about the goods of a 接龙. */
export interface JielongGoods {
  readonly defaultItem: MenuItem | null
  readonly menu: readonly MenuItem[]
  /** Names that are goods and no people, longest first. */
  readonly knownItems: readonly string[]
}

export type EntryReading =
  | { readonly kind: 'order'; readonly order: ProposedOrder; readonly problems: readonly Problem[] }
  | { readonly kind: 'empty' }
  | { readonly kind: 'held'; readonly problems: readonly Problem[] }

const empty = /^[\s()（）/\-—_.。、]*(?:空|无|删除|占位|null|none)?[\s()（）/\-—_.。、]*$/i
const separators = /[\s,，;；+/|。!！:：、~]+|-{2,}|—+|–+/
const firstPrivate = 0xe000

/** Reads one record into an order, or says why it cannot. */
export function readEntry(record: JielongRecord, goods: JielongGoods): EntryReading {
  const body = record.lines.join('\n')
  const raw = record.raw.join('\n')
  if (empty.test(body)) return { kind: 'empty' }
  const party = readParty(body)
  const guarded = guardNames(party.rest, goods.knownItems)
  const bracket = takeBrackets(guarded.text)
  const split = splitName(bracket.text, party.roomFirst, goods, guarded.names)
  const written = [...readItems(split.segments), ...bracket.items]
  if (written.every((item) => item.amount === null) && bracket.amountOnly !== null)
    written.push({ text: '', amount: bracket.amountOnly })
  const restored = written.map((item) => ({ ...item, text: guarded.restore(item.text) }))
  const nick = guarded.restore(split.name)
  const name = party.receiver ?? (nick === '' ? (party.address ?? '') : nick)
  const problems: Problem[] = []
  const at = { row: record.row, raw }
  if (party.badPhone !== null) problems.push(problem('phone-bad', { row: record.row, raw: party.badPhone }))
  if (name === '') return { kind: 'held', problems: [...problems, problem('name-missing', at)] }
  const lines = linesFrom(restored, goods, at, problems)
  const blocked = lines.held.length > 0
  if (party.cancelled && blocked) lines.lines.length = 0
  else if (blocked) return { kind: 'held', problems: [...problems, ...lines.held] }
  if (party.cancelled) problems.push(problem('cancelled-row', at))
  return {
    kind: 'order',
    problems,
    order: {
      source: 'jielong',
      sourceNo: record.number === null ? '' : String(record.number),
      keyedBy: 'household',
      participateNo: record.number,
      name,
      nick: nick !== '' && nick !== name ? nick : null,
      phone: party.phone,
      address: party.address,
      note: [party.note, ...lines.remarks].filter((part) => part !== null && part !== '').join(' ') || null,
      placedAtMs: null,
      paidFen: null,
      paidInFull: party.paid,
      amountFen: null,
      status: party.cancelled ? 'cancelled' : 'active',
      fulfilment: 'pickup',
      lines: lines.lines,
      raw,
      rows: record.raw.map((_, i) => record.row + i),
    },
  }
}

interface Guarded {
  readonly text: string
  readonly names: ReadonlySet<string>
  restore(text: string): string
}

/** Stands one private character for each known product name, so that digits and letters in it are left alone. */
function guardNames(text: string, knownItems: readonly string[]): Guarded {
  const used: string[] = []
  let guarded = text
  for (const name of knownItems) {
    if (!guarded.includes(name)) continue
    guarded = guarded.replaceAll(name, String.fromCharCode(firstPrivate + used.length))
    used.push(name)
  }
  const names = new Set(used.map((_, i) => String.fromCharCode(firstPrivate + i)))
  const pattern = used.length === 0 ? null : /[\ue000-\uf8ff]/g
  return {
    text: guarded,
    names,
    restore: (part) =>
      pattern === null
        ? part
        : part.replace(pattern, (mark) => used[mark.charCodeAt(0) - firstPrivate] ?? ''),
  }
}

interface Brackets {
  readonly text: string
  readonly items: readonly WrittenItem[]
  readonly amountOnly: WrittenItem['amount']
}

/** '(1贡1桔)' holds items; '土豆(5斤)2份' holds a spec and stays; '(2份)' alone holds the quantity. */
function takeBrackets(text: string): Brackets {
  const items: WrittenItem[] = []
  let amountOnly: WrittenItem['amount'] = null
  const rest = text.replace(/[((【[]([^()()【】[\]]{0,120})[))】\]]/g, (whole, inner: string) => {
    const read = readItems(inner.split(separators).filter((part) => part !== ''))
    if (read.length > 0 && read.every((item) => item.amount !== null && item.text !== '')) {
      items.push(...read)
      return ' '
    }
    if (read.length === 1 && read[0]?.text === '' && read[0].amount !== null) amountOnly = read[0].amount
    return inner.trim() === '' ? ' ' : whole
  })
  return { text: rest, items, amountOnly }
}

function splitName(
  text: string,
  roomFirst: boolean,
  goods: JielongGoods,
  known: ReadonlySet<string>,
): { name: string; segments: readonly string[] } {
  const joined = text
    .replace(/(\d)\s+(?=(?:人份|份|盒|袋|包|瓶|个|只|箱|件|公斤|斤|kg)(?![a-z]))/gi, '$1')
    .replace(/([x*×])\s+(?=\d)/gi, '$1')
    .replace(/(?<=[\u4e00-\u9fff\ue000-\uf8ff])-(?=\d)/g, ' ')
  const segments = joined.split(separators).filter((part) => part !== '')
  const [first = '', ...others] = segments
  const items = scanSegment(first)
  const named = first !== '' && [...first].some((character) => known.has(character))
  // '住户1 土豆2': where goods are known and follow, a name may end in a digit.
  const endsInDigit =
    !named &&
    /[^\d\s][\dA-Za-z]*\d$/.test(first) &&
    others.some((part) => [...part].some((character) => known.has(character)))
  const plain =
    (items.length === 1 && items[0]?.amount === null && !named) || (endsInDigit && !/[x*×]\d+$/i.test(first))
  if (roomFirst && (!plain || isItem(first, others, goods))) return { name: '', segments }
  if (plain) return { name: first, segments: others }
  return glued(first, others, known)
}

/** After a room, is '土豆' in '土豆 2 鸡蛋 1' goods, or is it who lives there? */
function isItem(first: string, others: readonly string[], goods: JielongGoods): boolean {
  if (goods.menu.some((item) => item.name === first || item.letter === first)) return true
  const next = scanSegment(others[0] ?? '')
  const amountAlone = next.length === 1 && next[0]?.text === '' && next[0].amount !== null
  return amountAlone && (goods.defaultItem === null || others.length > 2)
}

/** '张三2份', '钱七*1', '张三土豆2斤' (where 土豆 is known), 'Amy88'. */
function glued(
  first: string,
  others: readonly string[],
  known: ReadonlySet<string>,
): { name: string; segments: readonly string[] } {
  const at = [...first].findIndex((character) => known.has(character))
  if (at > 0) return { name: first.slice(0, at), segments: [first.slice(at), ...others] }
  const latin = /^([A-Za-z][A-Za-z_.'-]*\d*)$/.exec(first)
  if (latin && !/^(?:[A-Z]\d+)+$/.test(first)) return { name: first, segments: others }
  const amount = /(?:[x*×]\s*)?\d|[一二两三四五六七八九十半](?=份|盒|袋|包|瓶|个|只|箱|件|斤)/.exec(first)
  if (amount === null || amount.index === 0) {
    // '1份晚餐' without a name, or a name that starts with a digit: '007 2份'.
    const digitsOnly = /^\d+$/.test(first) && others.length > 0
    return digitsOnly ? { name: first, segments: others } : { name: '', segments: [first, ...others] }
  }
  return { name: first.slice(0, amount.index), segments: [first.slice(amount.index), ...others] }
}

function linesFrom(
  written: readonly WrittenItem[],
  goods: JielongGoods,
  at: { readonly row: number; readonly raw: string },
  problems: Problem[],
): { lines: ProposedLine[]; held: Problem[]; remarks: string[] } {
  const lines: ProposedLine[] = []
  const held: Problem[] = []
  const remarks: string[] = []
  const add = (text: string, pieces: number, grams: number | null): void => {
    const menu = goods.menu.find(
      (item) => item.name === text || (item.letter !== null && item.letter === text.toUpperCase()),
    )
    const item = menu ?? (text === '' || text === goods.defaultItem?.name ? goods.defaultItem : undefined)
    const itemText = item === undefined || item === null ? text : item.name
    if (itemText === '') {
      held.push(problem('item-missing', at))
      return
    }
    const amountFen = item?.priceFen == null || grams !== null ? null : item.priceFen * pieces
    lines.push({ itemText, code: null, spec: null, pieces, grams, amountFen, giftOf: null, row: at.row })
  }
  const anyAmount = written.some((item) => item.amount !== null)
  for (const { text, amount } of written) {
    const bare = text.replace(/^[\s\-.()[\]]+|[\s\-.]+$/g, '')
    if (amount === null) {
      const isKnown = bare !== '' && goods.knownItems.some((name) => bare.includes(name))
      if (bare === '') continue
      if (!isKnown && (anyAmount || goods.defaultItem !== null)) remarks.push(bare)
      else {
        problems.push(problem('quantity-assumed-one', at, { item: bare }))
        add(bare, 1, null)
      }
    } else if (!amount.ok)
      held.push(problem(amount.code, { row: at.row, raw: at.raw }, { quantity: amount.raw, item: bare }))
    else add(bare, amount.pieces, amount.grams)
  }
  if (lines.length === 0 && held.length === 0) {
    if (goods.defaultItem === null) held.push(problem('item-missing', at))
    else {
      problems.push(problem('quantity-assumed-one', at, { item: goods.defaultItem.name }))
      add('', 1, null)
    }
  }
  return { lines, held, remarks }
}
