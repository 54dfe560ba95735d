import { expect, test } from 'vitest'
import { DEFAULT_IN_STORE_LAYOUTS, layoutDoubt } from '../../../../shared/intake/codes/codeSettings'
import { maskOf, maskParts, prefixesOf } from '../../../../shared/intake/codes/layoutMask'

test('the usual layouts of shop scales are written as their makers write them', () => {
  expect(DEFAULT_IN_STORE_LAYOUTS.map(maskOf)).toEqual([
    'FFWWWWWNNNNNC',
    'FFWWWWWEEEEEC',
    'FFWWWWWWWWWWC',
    'FFWWWWWNNNNNEEEEEC',
  ])
})

test('a mask is read back to the layout it was written from', () => {
  for (const layout of DEFAULT_IN_STORE_LAYOUTS) {
    const { length, pluDigits } = layout
    const fields = layout.fields.map(({ means, digits }) => ({ means, digits }))
    expect(maskParts(maskOf(layout).toLowerCase())).toEqual({ length, pluDigits, fields })
    expect(layoutDoubt(layout)).toBeUndefined()
  }
})

test('a mask of another length, with a letter out of place or a field twice says nothing', () => {
  for (const mask of ['', 'FFWWWWWNNNNC', 'FWWWWWWNNNNNC', 'FFWWWWWNNNNNN', 'FFWWWNNWWNNNC', 'FFWWNNXENNEEC'])
    expect(maskParts(mask)).toBeUndefined()
})

test('flags are read however they are set apart', () => {
  expect(prefixesOf('21, 22、27')).toEqual(['21', '22', '27'])
})
