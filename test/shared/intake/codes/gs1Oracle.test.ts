import bwipjs from 'bwip-js/node'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { gs1CheckDigit, hasGs1CheckDigit } from '../../../../shared/intake/codes/checkDigit'
import { classifyScan } from '../../../../shared/intake/codes/classifyScan'
import { defaultCodeSettings } from '../../../../shared/intake/codes/codeSettings'
import { canonicalGtin, itemGtinOfCase } from '../../../../shared/intake/codes/gtin'
import { seed } from './codeArbitraries'

const settings = defaultCodeSettings(2025)

/** The label printer's own encoder refuses wrong check digits and dates: a second opinion. */
function encoderTakes(bcid: string, text: string): boolean {
  try {
    bwipjs.raw({ bcid, text })
    return true
  } catch {
    return false
  }
}

test('check digits agree with the encoder that prints labels', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12}$/), fc.nat(9), (body, last) => {
      const ean = body + String(last)
      expect(hasGs1CheckDigit(ean)).toBe(encoderTakes('ean13', ean))
      const sscc = `${body}12345${last}`
      expect(hasGs1CheckDigit(sscc)).toBe(encoderTakes('gs1-128', `(00)${sscc}`))
    }),
    { seed, numRuns: 150 },
  )
})

test('what the encoder prints as GS1 is read back field by field', () => {
  const lot = fc.stringMatching(/^[0-9A-Z]{1,20}$/)
  fc.assert(
    fc.property(fc.stringMatching(/^\d{13}$/), lot, fc.integer({ min: 1, max: 12 }), (body, text, month) => {
      const gtin = body + gs1CheckDigit(body)
      const printed = `(01)${gtin}(17)26${String(month).padStart(2, '0')}15(10)${text}`
      expect(encoderTakes('gs1-128', printed)).toBe(canonicalGtin(gtin) !== undefined || /^0+$/.test(gtin))
      expect(classifyScan(printed, settings)).toMatchObject({
        kind: 'gs1',
        gtin: canonicalGtin(gtin),
        lot: text,
        expiry: `2026-${String(month).padStart(2, '0')}-15`,
      })
    }),
    { seed, numRuns: 150 },
  )
})

test('a case code knows the item inside', () => {
  expect(itemGtinOfCase('16901234567899')).toBe('6901234567892')
  expect(itemGtinOfCase('06901234567892')).toBeUndefined()
})
