import { expect, test } from 'vitest'
import { haltOf } from '../../../renderer/sync/linkView'
import { protocolVersion } from '../../../shared/contract/sync'

test('a desk knows which of the two has to be updated, and that a missing number is no reason to blame itself', () => {
  const refused = (min?: number, max?: number) =>
    haltOf({ code: 'protocol', ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) })
  expect(refused(protocolVersion + 1, protocolVersion + 2)).toBe('desk-too-old')
  expect(refused(protocolVersion - 1, protocolVersion - 1)).toBe('desk-too-new')
  expect(refused()).toBe('desk-too-new')
})
