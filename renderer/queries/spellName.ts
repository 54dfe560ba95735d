/** Every way to read each character of a name, in letters without tones: 单 is 'dan' and 'shan'. */
export type Spelling = readonly (readonly string[])[]

export type SpellName = (name: string) => Spelling

let spell: SpellName | undefined
let loading: Promise<SpellName> | undefined

/** The dictionary is large and its own chunk: fetched when somebody first types a name. */
export function loadSpelling(): Promise<SpellName> {
  loading ??= import('pinyin-pro').then(({ polyphonic }) => {
    const known = new Map<string, Spelling>()
    spell = (name) => {
      const spelt =
        known.get(name) ??
        polyphonic(name, { toneType: 'none', type: 'array' }).map((readings) =>
          [...new Set(Array.isArray(readings) ? readings : String(readings).split(' '))].map((reading) =>
            reading.toLowerCase().replaceAll('ü', 'v'),
          ),
        )
      known.set(name, spelt)
      return spelt
    }
    return spell
  })
  return loading
}

/** Undefined until the dictionary is there. */
export function spellingIfLoaded(): SpellName | undefined {
  return spell
}

/**
 * Whether typed letters stand for a run of the name's characters: 'zs', 'zhangsan', 'zhangs' and 'san' all find 张三.
 * Each character takes at least its first letter; the last one may be cut short.
 */
export function soundsLike(spelling: Spelling, letters: string): boolean {
  return spelling.some((_, start) => readsFrom(spelling, start, letters))
}

function readsFrom(spelling: Spelling, at: number, letters: string): boolean {
  if (letters === '') return true
  const readings = spelling[at]
  if (readings === undefined) return false
  return readings.some((reading) => {
    const most = commonStart(reading, letters)
    for (let taken = most; taken >= 1; taken--)
      if (readsFrom(spelling, at + 1, letters.slice(taken))) return true
    return false
  })
}

function commonStart(reading: string, letters: string): number {
  let n = 0
  while (n < reading.length && reading[n] === letters[n]) n++
  return n
}
