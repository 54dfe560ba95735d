import { skuOf } from '../../domain/sku'
import type { ProductTerms } from '../../domain/terms'
import type { ProposedLine } from '../proposal'

/** How an item text was recognised, from surest to least sure. */
export type MatchedBy = 'chosen' | 'code' | 'name-and-spec' | 'name' | 'letter' | 'part'

export type ItemMatch =
  | { readonly found: ProductTerms; readonly by: MatchedBy }
  | { readonly found: null; readonly ambiguous: boolean; readonly candidates: readonly ProductTerms[] }

/** One text per item as people write it: a choice made once holds for every line with it. */
export function itemKeyOf(line: Pick<ProposedLine, 'itemText' | 'code' | 'spec'>): string {
  return `${line.code === null ? '' : `${line.code.toLowerCase()}|`}${skuOf(line.itemText, line.spec ?? '')}`
}

interface Listed {
  readonly product: ProductTerms
  readonly name: string
  readonly spec: string
}

/** The listed products of a round, ready to be looked up by what people call them. */
export interface ItemIndex {
  find(line: Pick<ProposedLine, 'itemText' | 'code' | 'spec'>): ItemMatch
}

export function itemIndex(products: readonly ProductTerms[]): ItemIndex {
  const listed = products.map(
    (product): Listed => ({ product, name: skuOf(product.name, ''), spec: skuOf(product.spec, '') }),
  )
  const byCode = new Map<string, Listed[]>()
  const byWhole = new Map<string, Listed[]>()
  const byName = new Map<string, Listed[]>()
  const byLetter = new Map<string, Listed[]>()
  for (const item of listed) {
    for (const code of [item.product.code, item.product.plu, ...item.product.barcodes])
      if (code !== null) add(byCode, code.toLowerCase(), item)
    add(byWhole, item.name + item.spec, item)
    add(byName, item.name, item)
    const letter = /^([a-z])(?![a-z])/.exec(item.name)?.[1]
    if (letter !== undefined) add(byLetter, letter, item)
  }
  const find: ItemIndex['find'] = ({ itemText, code, spec }) => {
    const pool = code === null ? listed : listed.filter((item) => item.product.code === null)
    const coded = code === null ? [] : distinct(byCode.get(code.toLowerCase()) ?? [])
    if (coded.length > 0) return one(coded, 'code')
    const name = skuOf(itemText, '')
    const specKey = skuOf(spec ?? '', '')
    const inPool = (items: readonly Listed[] | undefined): Listed[] =>
      (items ?? []).filter((item) => code === null || item.product.code === null)
    const whole = inPool(byWhole.get(name + specKey))
    if (whole.length > 0) return one(whole, 'name-and-spec')
    const named = inPool(byName.get(name)).filter(
      (item) => specKey === '' || item.spec === '' || overlaps(item.spec, specKey),
    )
    if (named.length > 0) return one(named, 'name')
    const letter = /^([a-z])(?:套餐?|款|类|组合?)?$/.exec(name)?.[1]
    if (letter !== undefined) return one(inPool(byLetter.get(letter)), 'letter')
    const parts = pool.filter((item) => isPart(item, name, specKey))
    return parts.length > 0
      ? one(parts, 'part')
      : { found: null, ambiguous: false, candidates: closest(listed, name + specKey) }
  }
  return { find }
}

function add(map: Map<string, Listed[]>, key: string, item: Listed): void {
  const there = map.get(key)
  if (there === undefined) map.set(key, [item])
  else there.push(item)
}

function distinct(items: readonly Listed[]): Listed[] {
  return [...new Set(items)]
}

/** Never guesses: two that fit are a question. */
function one(items: readonly Listed[], by: MatchedBy): ItemMatch {
  const [first, second] = items
  if (first !== undefined && second === undefined) return { found: first.product, by }
  return {
    found: null,
    ambiguous: items.length > 1,
    candidates: items.slice(0, 5).map((item) => item.product),
  }
}

function overlaps(a: string, b: string): boolean {
  return a.includes(b) || b.includes(a)
}

const trimmings =
  /^(?:新鲜|精品|精选|优质|特级|本地|农家|有机|大|小|[\d.~-]+|份|盒|袋|斤|公斤|kg|g|克|枚|个|瓶|箱|装|每|一)*$/

// '草莓' is part of '丹东草莓2斤'; '精品土豆' is 土豆 with trimmings; '牛奶巧克力' is not 牛奶.
function isPart(item: Listed, name: string, spec: string): boolean {
  if (name === '' || (spec !== '' && item.spec !== '' && !overlaps(item.spec, spec))) return false
  if ((item.name + item.spec).includes(name) && !item.spec.includes(name))
    return /[^a-z0-9]/.test(name) || name.length >= 3
  const at = item.name.length >= 2 ? name.indexOf(item.name) : -1
  return at >= 0 && trimmings.test(name.slice(0, at)) && trimmings.test(name.slice(at + item.name.length))
}

/** The three listed products that share most pairs of characters with a text. */
function closest(listed: readonly Listed[], text: string): ProductTerms[] {
  const wanted = pairsOf(text)
  return listed
    .map((item) => ({ product: item.product, shared: sharedPairs(wanted, pairsOf(item.name + item.spec)) }))
    .filter((scored) => scored.shared > 0)
    .sort((a, b) => b.shared - a.shared)
    .slice(0, 3)
    .map((scored) => scored.product)
}

function pairsOf(text: string): Set<string> {
  const pairs = new Set<string>([...text])
  for (let i = 0; i + 1 < text.length; i++) pairs.add(text.slice(i, i + 2))
  return pairs
}

function sharedPairs(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0
  for (const pair of a) if (b.has(pair)) shared += pair.length
  return shared / (a.size + b.size)
}
