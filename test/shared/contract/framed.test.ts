import fc from 'fast-check'
import { expect, test } from 'vitest'
import { framed, partsIn } from '../../../shared/contract/framed'

const anyParts = fc.array(
  fc.uint8Array({ maxLength: 300 }).map((part) => new Uint8Array(part)),
  { maxLength: 8 },
)

test('parts come out as they went in, also empty ones', () => {
  fc.assert(
    fc.property(anyParts, (parts) => {
      expect(partsIn(framed(parts))).toEqual(parts)
    }),
    { seed: 11 },
  )
})

test('what was cut short anywhere in the last part is not taken for whole', () => {
  const bytes = framed([new Uint8Array(300), new Uint8Array(20)])
  for (let length = bytes.length - 23; length < bytes.length; length++)
    expect(() => partsIn(bytes.slice(0, length))).toThrow(RangeError)
})
