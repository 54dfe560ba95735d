import { describe, expect, test } from 'vitest'
import { formatBagCode, formatShelfCode, formatSlotCode } from '../../../../shared/domain/label/ownCodes'
import { classifyScan, classifyTyped } from '../../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../../shared/intake/codes/codeSettings'

const settings = defaultCodeSettings(2025)
const read = (raw: string) => classifyScan(raw, settings)
const GS = '\u001d'
const bag = formatBagCode({ roundCode: '0612', slot: 34, zone: 'ambient', n: 1 })
const otherBag = formatBagCode({ roundCode: '0612', slot: 35, zone: 'chilled', n: 2 })

describe('our own labels', () => {
  test('a bag, a slot and a shelf label are known for what they are', () => {
    expect(read(bag)).toEqual({ kind: 'bag', bagCode: bag })
    expect(read(formatSlotCode(34))).toEqual({ kind: 'slot', slot: 34 })
    const place = { shelf: 'A', layer: 2 }
    expect(read(formatShelfCode(place))).toEqual({ kind: 'shelf', place })
  })

  test('CapsLock, full-width letters and digits, zero-width characters and an AIM prefix do no harm', () => {
    const wide = [...bag].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
    const joined = [...bag].join('\u200b')
    for (const damaged of [bag.toLowerCase(), wide, joined, `]C0${bag}`, ` \ufeff${bag}\r\n`, `${bag}\t`]) {
      expect(read(damaged)).toEqual({ kind: 'bag', bagCode: bag })
    }
  })

  test('a bag label with a wrong or missing end is refused by name', () => {
    const last = bag.at(-1) === 'X' ? 'Y' : 'X'
    expect(read(bag.slice(0, -1) + last)).toMatchObject({ kind: 'unknown', doubt: 'bad-check-digit' })
    expect(read(bag.slice(0, -2))).toMatchObject({ kind: 'unknown', doubt: 'incomplete' })
  })
})

describe('pickup codes', () => {
  test.each(['2-5-2418', '8-3-5021', '5-2-1234', 'A-01-001', '21-5-1234', 'D5-23', 'S3-2-2628'])(
    '%s is a pickup code',
    (pickupCode) => expect(read(pickupCode)).toEqual({ kind: 'pickup', pickupCode }),
  )

  test('a spoken one is understood', () => {
    const five = { kind: 'pickup', pickupCode: '5-2-1234' }
    expect(classifyTyped('五号架 二层 1234', settings)).toEqual(five)
    expect(classifyTyped('5号货架第2层1234号', settings)).toEqual(five)
    expect(classifyTyped('二十一号架五层1234', settings)).toEqual({ kind: 'pickup', pickupCode: '21-5-1234' })
    expect(classifyTyped('a架3层012', settings)).toEqual({ kind: 'pickup', pickupCode: 'A-3-012' })
  })

  test('dashes from an input method count as dashes, a room is not a shelf', () => {
    expect(read('２－５－２４１８')).toEqual({ kind: 'pickup', pickupCode: '2-5-2418' })
    expect(read('a—01—001')).toEqual({ kind: 'pickup', pickupCode: 'A-01-001' })
    expect(classifyTyped('3-2-501', settings)).toEqual({ kind: 'text', text: '3-2-501' })
  })
})

describe('retail codes', () => {
  test('EAN-13, EAN-8, UPC-A and a case code', () => {
    expect(read('6901234567892')).toEqual({ kind: 'retail', gtin: '6901234567892', raw: '6901234567892' })
    expect(read('６９０１２３４５６７８９２')).toMatchObject({ kind: 'retail', gtin: '6901234567892' })
    expect(read('96385074')).toMatchObject({ kind: 'retail', gtin: '96385074' })
    expect(read('036000291452')).toEqual({ kind: 'retail', gtin: '0036000291452', raw: '036000291452' })
    expect(read('16901234567899')).toMatchObject({ kind: 'retail', gtin: '16901234567899' })
    expect(read('06901234567892')).toMatchObject({ kind: 'retail', gtin: '6901234567892' })
    expect(read(']E06901234567892')).toMatchObject({ kind: 'retail', gtin: '6901234567892' })
  })

  test('a wrong check digit and a lost digit are named, the text stays for a look-up', () => {
    expect(read('6901234567893')).toEqual({
      kind: 'unknown',
      raw: '6901234567893',
      text: '6901234567893',
      doubt: 'bad-check-digit',
    })
    expect(read('69012345678')).toMatchObject({ kind: 'unknown', doubt: 'incomplete' })
    expect(read('102900011022764')).toMatchObject({ doubt: 'not-recognised', text: '102900011022764' })
  })
})

describe('in-store codes', () => {
  test('22 carries grams, 23 carries fen, 21 carries kg with three decimals', () => {
    expect(read('2212345006809')).toEqual({
      kind: 'in-store',
      plu: '12345',
      grams: 680,
      raw: '2212345006809',
    })
    expect(read('2312345012807')).toEqual({
      kind: 'in-store',
      plu: '12345',
      amountFen: 1280,
      raw: '2312345012807',
    })
    expect(read('2112345015002')).toMatchObject({ kind: 'in-store', plu: '12345', grams: 1500 })
  })

  test('18 digits carry weight and amount', () => {
    expect(read('271234500680012803')).toMatchObject({ doubt: 'bad-check-digit' })
    expect(read('271234500680012809')).toEqual({
      kind: 'in-store',
      plu: '12345',
      grams: 680,
      amountFen: 1280,
      raw: '271234500680012809',
    })
  })

  test('a scale that prints 10 g or 斤 is a setting', () => {
    const layout = (unit: '10g' | 'jin', decimals: number) => ({
      ...settings,
      inStore: [
        {
          prefixes: ['22'],
          length: 13 as const,
          pluDigits: 5,
          fields: [{ means: 'weight' as const, digits: 5, unit, decimals }],
          check: 'verified' as const,
        },
      ],
    })
    expect(classifyScan('2212345006809', layout('10g', 0))).toMatchObject({ grams: 6800 })
    expect(classifyScan('2212345006809', layout('jin', 3))).toMatchObject({ grams: 340 })
  })

  test('weight 0 is told as it is: refusing it is for the domain', () => {
    expect(read('2212345000005')).toMatchObject({ kind: 'in-store', grams: 0 })
  })

  test('a damaged weight is never believed', () => {
    expect(read('2212345016809')).toMatchObject({ kind: 'unknown', doubt: 'bad-check-digit' })
  })
})

describe('GS1 element strings', () => {
  test.each([`(01)06901234567892(10)A12<GS>(17)251231`, `]d2010690123456789210A12${GS}17251231`])(
    'lot and expiry: %s',
    (raw) =>
      expect(read(raw)).toMatchObject({
        kind: 'gs1',
        gtin: '6901234567892',
        lot: 'A12',
        expiry: '2025-12-31',
      }),
  )

  test('every way a scanner writes the separator and the prefix reads the same', () => {
    const payload = '010690123456789210A12|17251231'
    for (const separator of [GS, '<GS>', '{GS}', '^]', '␝', '《GS》', '<gs>']) {
      for (const prefix of ['', ']C1', ']d2', ']Q3', ']e0', GS]) {
        expect(read(prefix + payload.replace('|', separator))).toMatchObject({
          kind: 'gs1',
          gtin: '6901234567892',
          lot: 'A12',
          expiry: '2025-12-31',
        })
      }
    }
  })

  test('net weight, production and best before of a case', () => {
    expect(read('(01)16901234567899(3103)001280(11)251120(15)251127')).toMatchObject({
      kind: 'gs1',
      gtin: '16901234567899',
      grams: 1280,
      production: '2025-11-20',
      bestBefore: '2025-11-27',
    })
    expect(read('0116901234567899310300128011251120')).toMatchObject({
      grams: 1280,
      production: '2025-11-20',
    })
  })

  test('content, count and lot of a logistic unit; its SSCC', () => {
    expect(read('(02)06901234567892(37)24<GS>(10)L7')).toMatchObject({
      kind: 'gs1',
      contentGtin: '6901234567892',
      count: 24,
      lot: 'L7',
    })
    expect(read('(00)106141412345678908')).toMatchObject({ kind: 'gs1', sscc: '106141412345678908' })
  })

  test('day 00 is the last of the month, years fall within fifty years', () => {
    const withExpiry = (day: string) => read(`(01)06901234567892(17)${day}`)
    expect(withExpiry('240200')).toMatchObject({ expiry: '2024-02-29' })
    expect(withExpiry('250200')).toMatchObject({ expiry: '2025-02-28' })
    expect(withExpiry('750101')).toMatchObject({ expiry: '2075-01-01' })
    expect(withExpiry('760101')).toMatchObject({ expiry: '1976-01-01' })
    expect(withExpiry('251301')).toMatchObject({ kind: 'unknown', doubt: 'bad-date' })
  })

  test('a scanner that drops the separator is noticed, and what may be wrong is left out', () => {
    const lost = read('010690123456789210A1217251231')
    expect(lost).toMatchObject({ kind: 'gs1', gtin: '6901234567892', doubt: 'group-separator-lost' })
    expect(lost).not.toHaveProperty('lot')
    expect(lost).not.toHaveProperty('expiry')
    expect(read('02069012345678923724' + '10L7')).toMatchObject({ doubt: 'group-separator-lost' })
    expect(read('(10)A12')).toMatchObject({ kind: 'gs1', lot: 'A12' })
    expect(read(']C110A1217251231')).toMatchObject({ kind: 'unknown', doubt: 'group-separator-lost' })
  })

  test('brackets are for people, and may stand in a lot number', () => {
    expect(read('（０１）06901234567892（10）A(2)B')).toMatchObject({ lot: 'A(2)B' })
  })

  test('a wrong check digit inside refuses the whole', () => {
    expect(read('(01)06901234567893(17)251231')).toMatchObject({ kind: 'unknown', doubt: 'bad-check-digit' })
  })

  test('a cut-off string is incomplete', () => {
    expect(read(']C1010690123456')).toMatchObject({ kind: 'unknown', doubt: 'incomplete' })
  })

  test('a Digital Link is read like the string', () => {
    expect(read('https://id.gs1.org/01/06901234567892/10/A12?17=251231&from=wx')).toMatchObject({
      kind: 'gs1',
      gtin: '6901234567892',
      lot: 'A12',
      expiry: '2025-12-31',
    })
  })
})

describe('what is not one code', () => {
  test('two codes glued together are both shown and neither is taken', () => {
    const glued = (raw: string) => {
      const code = read(raw)
      if (code.kind !== 'unknown') throw new Error(`taken for ${code.kind}`)
      return code
    }
    expect(glued('69012345678922212345006809')).toMatchObject({
      doubt: 'two-glued',
      candidates: [
        { kind: 'retail', gtin: '6901234567892' },
        { kind: 'in-store', grams: 680 },
      ],
    })
    for (const raw of [bag + otherBag, `${bag}\r\n${otherBag}`, `]C0${bag}]C0${otherBag}`]) {
      expect(glued(raw)).toMatchObject({
        doubt: 'two-glued',
        candidates: [
          { kind: 'bag', bagCode: bag },
          { kind: 'bag', bagCode: otherBag },
        ],
      })
    }
    expect(glued(bag + bag).candidates).toHaveLength(2)
    expect(glued(`${bag}6901234567892${bag}`).candidates).toHaveLength(3)
    expect(glued('2-5-24188-3-5021').candidates).toHaveLength(2)
    expect(glued('0106901234567892' + '0106901234567892').candidates).toHaveLength(2)
    expect(glued('(01)06901234567892(10)A(01)06901234567892(10)B').candidates).toHaveLength(2)
    expect(glued(`${bag}(01)06901234567892`).doubt).toBe('not-recognised')
  })

  test('4 kB is too long, whatever it is made of', () => {
    expect(read('9'.repeat(4096))).toMatchObject({ kind: 'unknown', doubt: 'too-long' })
    expect(read(bag.repeat(300))).toMatchObject({ doubt: 'too-long' })
    const code = read('\u0007'.repeat(4096))
    expect(code.kind === 'unknown' && code.raw.length).toBeLessThanOrEqual(61)
  })

  test('control characters are named and made visible', () => {
    expect(read('69012\u000034567892')).toMatchObject({ doubt: 'control-characters', raw: '69012␀34567892' })
    expect(read('ab\u0007c')).toMatchObject({ raw: 'ab␇c' })
    expect(read('\ud800abc')).toMatchObject({ raw: '\ufffdabc' })
  })

  test('nothing is empty, words are not recognised', () => {
    expect(read(' \r\n')).toMatchObject({ kind: 'unknown', doubt: 'empty' })
    expect(read('hello')).toMatchObject({ kind: 'unknown', doubt: 'not-recognised', text: 'hello' })
  })
})

describe('the search field', () => {
  test('four digits are a phone tail, words and names and phones stay text', () => {
    expect(classifyTyped('５６７８', settings)).toEqual({ kind: 'phone-tail', tail: '5678' })
    for (const text of ['张三', 'zs', '13800138000', '3栋2单元501', '', '3-2-501']) {
      expect(classifyTyped(text, settings)).toEqual({ kind: 'text', text })
    }
  })

  test('a code typed off a label works like a scanned one', () => {
    expect(classifyTyped(bag.toLowerCase(), settings)).toEqual({ kind: 'bag', bagCode: bag })
    expect(classifyTyped('6901234567892', settings)).toMatchObject({ kind: 'retail' })
  })
})
