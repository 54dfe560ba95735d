import { expect, test } from 'vitest'
import { asTwin } from '../../../renderer/app/newDevice'

test('a desk that parts from its twin follows the feeds from their beginning: there is what it once wrote itself', () => {
  const { carriedSetting } = asTwin('desk-2')
  const history = { epoch: 'epoch-1', segments: 7, next: 7, mark: null }
  const people = { epoch: 'epoch-1', after: 12, edited: {}, refused: {} }
  expect(carriedSetting('centre-history-site', history)).toBeUndefined()
  expect(carriedSetting('centre-tail-site', { epoch: 'epoch-1', position: 26 })).toBeUndefined()
  expect(carriedSetting('centre-people', people)).toEqual({ ...people, after: 0 })
  expect(carriedSetting('site-book', { at: null, others: [] })).toBeDefined()
})
