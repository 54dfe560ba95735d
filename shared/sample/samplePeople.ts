import type { Identity } from '../domain/identity'
import { householdIdOf, householdKey } from '../intake/household/householdKey'
import type { SiteId } from '../kernel/ids'
import type { Chance } from './chance'

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕']
const shortNames = [...'伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚']
const firstSyllables = [...'晓海雪子雨浩思佳欣俊宇梓国丽春玉文天若嘉建秀桂志美永小婷丹一']
const secondSyllables = [...'英兰华强燕梅涵桐然诺远怡妍杰轩萱庆华梅兰博佑曦豪婷丹龙康玲云']

/** Names that a hurried clerk mixes up: the same, or one stroke apart. */
const lookAlikes =
  '张伟 张伟 张伟 王芳 王芳 王芳 李静 李静 李娜 李那 王秀英 王秀瑛 陈杰 陈洁 张敏 章敏 刘洋 刘阳 吴昊 吴浩 杨帆 杨凡 周婷 周亭'.split(
    ' ',
  )

const notes = ['放门口就行', '晚8点后来取', '请邻居代取', '鸡蛋轻放', '老人取货，麻烦帮忙拿一下', '要小票']

/** How many have what, among 500. */
const sharedPhones = 4
const sharedTails = 9
const privacyNumbers = 3
const landlines = 2

export interface SampleSite {
  readonly siteId: SiteId
  /** The site's secret that household ids are derived with. */
  readonly siteSalt: string
}

/** Households of one housing estate, in no order: names, phones and addresses as people write them. */
export function samplePeople(chance: Chance, count: number, site: SampleSite): readonly Identity[] {
  const names = chance.shuffled([...lookAlikes, ...manyNames(chance, count - lookAlikes.length)])
  const phones = manyPhones(chance, count)
  const rooms = manyRooms(chance, count)
  return names.map((name, i) => {
    const phone = phones[i] ?? null
    const address = rooms[i] ?? null
    const key = householdKey(name, phone, address)
    return {
      householdId: householdIdOf(site.siteId, site.siteSalt, key),
      name,
      phone,
      address,
      note: chance.happens(0.06) ? chance.pick(notes) : null,
      version: 1,
    }
  })
}

function manyNames(chance: Chance, count: number): string[] {
  return Array.from({ length: count }, () => chance.pick(surnames) + givenName(chance))
}

function givenName(chance: Chance): string {
  if (chance.happens(0.2)) return chance.pick(shortNames)
  return chance.pick(firstSyllables) + chance.pick(secondSyllables)
}

function manyPhones(chance: Chance, count: number): string[] {
  const seen = new Set<string>()
  const phones: string[] = []
  while (phones.length < count) {
    const phone = `1${chance.pick([...'3356789'])}${digits(chance, 9)}`
    if (seen.has(phone)) continue
    seen.add(phone)
    phones.push(phone)
  }
  // A few pairs at fixed places: the names are shuffled, so who they are is chance all the same.
  const pairs = Math.min(count, 500) / 500
  let at = 0
  const pair = (change: (first: string, own: string) => string, times: number) => {
    for (let n = 0; n < Math.ceil(times * pairs); n++, at += 2) {
      const [first = '', own = ''] = phones.slice(at, at + 2)
      phones[at + 1] = change(first, own)
    }
  }
  pair((first) => first, sharedPhones)
  pair((first, own) => own.slice(0, 7) + first.slice(-4), sharedTails)
  pair((_first, own) => `170${own.slice(3)}x${digits(chance, 4)}`, privacyNumbers)
  pair((_first, own) => `021${own.slice(3)}`, landlines)
  return phones
}

/** Every room once, each written in one of the forms that people use. */
function manyRooms(chance: Chance, count: number): string[] {
  const seen = new Set<string>()
  const rooms: string[] = []
  while (rooms.length < count) {
    const building = chance.int(1, 24)
    const unit = chance.int(1, 3)
    const room = chance.int(1, 18) * 100 + chance.int(1, 4)
    const where = `${building}-${unit}-${room}`
    if (seen.has(where)) continue
    seen.add(where)
    rooms.push(chance.pick(forms)(building, unit, room))
  }
  return rooms
}

const forms: readonly ((building: number, unit: number, room: number) => string)[] = [
  (b, u, r) => `${b}-${u}-${r}`,
  (b, u, r) => `${b}栋${u}单元${r}`,
  (b, u, r) => `${b}栋${u}单元${r}室`,
  (b, u, r) => `桂花苑${b}幢${u}单元${r}`,
  (b, u, r) => `桂花苑 ${b}号楼 ${u}单元 ${r}室`,
  (b, u, r) => `浦东新区张杨路1280弄桂花苑${b}栋${u}单元${r}室`,
  // Lanes number each stair by itself, so building and unit are one number there.
  (b, u, r) => `1280弄${b * 3 + u}号${r}室`,
  (b, u, r) => `张杨路1280弄${b * 3 + u}号${r}`,
  (b, u, r) => `${b * 3 + u + 100}#${r}`,
]

function digits(chance: Chance, count: number): string {
  return Array.from({ length: count }, () => chance.int(0, 9)).join('')
}
