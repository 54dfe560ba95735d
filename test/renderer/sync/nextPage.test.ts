import { expect, test } from 'vitest'
import type { CentreClient } from '../../../renderer/sync/centreClient'
import { PageSize } from '../../../renderer/sync/pageSize'
import { nextPage, type TailHow } from '../../../renderer/sync/tail'
import { ADeskOfTheCentre } from '../../server/aCentre'

const desk = new ADeskOfTheCentre(() => Promise.reject(new Error('nobody asks')), 'desk-1', 'site-1')

/** A centre whose feed ends at `head`, of which it gives so many entries. */
function aCentreThatGives(count: number, head: number): TailHow {
  const entries = Array.from({ length: count }, (_, i) => ({ position: i + 1, entry: desk.write() }))
  const ask = async () => ({ ok: true as const, value: { epoch: 'e', head, entries } })
  return {
    client: { ask } as unknown as CentreClient,
    siteId: 'site-1',
    landed: async () => {},
    pages: new PageSize(),
    goesOnFrom: async (stored) => stored,
    unreadable: async () => {},
    came: async () => {},
    onDisk: async () => new Map(),
    isTwins: () => false,
    collided: async () => {},
  }
}

test('a page of a few large entries is not taken for the last one', async () => {
  expect(await nextPage(aCentreThatGives(2, 5), undefined)).toMatchObject({ more: true })
  expect(await nextPage(aCentreThatGives(2, 2), undefined)).toMatchObject({ more: false })
})

test('a feed that has lost its end is not asked for it over and over', async () => {
  expect(await nextPage(aCentreThatGives(0, 5), undefined)).toMatchObject({ more: false })
})

test('a page that breaks off twice is asked for smaller, and larger again after some that came whole', async () => {
  const asked: unknown[] = []
  let isCut = true
  const ask: CentreClient['ask'] = async ({ query }) => {
    asked.push(query?.['limit'])
    if (isCut) return { ok: false, because: 'no-connection' }
    return { ok: true, value: { epoch: 'e', head: 0, entries: [] } as never }
  }
  const how = { ...aCentreThatGives(0, 0), client: { ask } as unknown as CentreClient }
  for (let n = 1; n <= 5; n++) await nextPage(how, undefined)
  isCut = false
  for (let n = 1; n <= 17; n++) await nextPage(how, undefined)
  expect(asked).toEqual([200, 200, 100, 100, 50, ...Array(8).fill(50), ...Array(8).fill(100), 200])
})
