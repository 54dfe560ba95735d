import { afterEach, beforeEach, expect, test } from 'vitest'
import type { KeyVault } from '../../../renderer/storage/deskKeys'
import type { DeskStores } from '../../../renderer/storage/openedStores'
import { openStores } from '../../../renderer/storage/openStores'
import type { Identity } from '../../../shared/domain/identity'
import { type HouseholdId, idOf, type SiteId } from '../../../shared/kernel/ids'
import { siteId } from './chainOf'
import { freshDatabases, noVault } from './freshDatabases'

let open: DeskStores | undefined

beforeEach(freshDatabases)
afterEach(() => closeDesk())

async function closeDesk(): Promise<void> {
  await open?.close()
  open = undefined
}

async function openDesk(vault: KeyVault = noVault, site: SiteId = siteId): Promise<DeskStores> {
  await closeDesk()
  const opened = await openStores({ siteId: site, vault })
  if (opened.status !== 'ready') throw new Error(opened.status)
  open = opened.stores
  return opened.stores
}

function person(n: number, version = 1): Identity {
  const householdId = idOf<HouseholdId>(`h-${n}`)
  const phone = `138${String(n).padStart(8, '0')}`
  return { householdId, name: `住户${n}`, phone, address: `${n}栋1单元101`, note: null, version }
}

/** A stand-in for the operating system's vault: closes bytes so that only it opens them. */
function vaultOf(account: number): KeyVault {
  const mixed = (bytes: Uint8Array) => bytes.map((byte) => byte ^ account)
  return {
    sealKey: async (key) => ({ ok: true, bytes: new Uint8Array([account, ...mixed(key)]) }),
    unsealKey: async (sealed) =>
      sealed[0] === account
        ? { ok: true, bytes: mixed(sealed.slice(1)) }
        : { ok: false, because: 'cannot-open' },
  }
}

test('people come back after the desk was closed', async () => {
  const { identities } = await openDesk()
  expect(await identities.put(person(1))).toBe('stored')
  await identities.putAll([person(2), person(3)])
  const again = await openDesk()
  expect(await again.identities.get(person(2).householdId)).toEqual({ status: 'known', identity: person(2) })
  expect(await again.identities.get(idOf<HouseholdId>('h-9'))).toEqual({ status: 'unknown' })
  const all = await again.identities.all()
  expect(all.identities.map(({ name }) => name).sort()).toEqual(['住户1', '住户2', '住户3'])
  expect(all.unreadable).toEqual([])
})

test('whose point a household of is told apart on the disk, and the own site needs no word', async () => {
  const { identities } = await openDesk()
  const pointB = idOf<SiteId>('point-b')
  await identities.put(person(1))
  await identities.putAll([person(2)], pointB)
  await identities.replaceAll([person(3)], pointB)
  const { siteOf } = await (await openDesk()).identities.all()
  expect([...siteOf].sort()).toEqual([
    [person(2).householdId, pointB],
    [person(3).householdId, pointB],
  ])
})

test('an older version of a person never replaces a newer one, and it is said', async () => {
  const { identities } = await openDesk()
  const edited = { ...person(1, 2), name: '改名' }
  await identities.put(person(1))
  expect(await identities.put(edited)).toBe('stored')
  expect(await identities.put(person(1))).toBe('superseded')
  const both = [person(1, 4), person(1, 3)]
  expect(await identities.putAll(both)).toEqual({ superseded: [person(1, 3)] })
  expect(await identities.get(person(1).householdId)).toEqual({ status: 'known', identity: person(1, 4) })
})

test('two edits of one person at the same moment: the higher version stays', async () => {
  const { identities } = await openDesk()
  await Promise.all([
    identities.put(person(1, 3)),
    identities.put(person(1, 2)),
    identities.put(person(1, 1)),
  ])
  expect(await identities.get(person(1).householdId)).toEqual({ status: 'known', identity: person(1, 3) })
})

test('people sealed under another account of the computer are named unreadable, kept, and open there again', async () => {
  await (await openDesk(vaultOf(1))).identities.put(person(1))
  const other = await openDesk(vaultOf(2))
  expect(other.keyLost).toBe(true)
  expect(await other.identities.get(person(1).householdId)).toEqual({
    status: 'unreadable',
    householdId: person(1).householdId,
  })
  await other.identities.put(person(2))
  expect(await other.identities.all()).toEqual({
    identities: [person(2)],
    unreadable: [person(1).householdId],
    siteOf: new Map(),
  })
  const back = await openDesk(vaultOf(1))
  expect(await back.identities.get(person(1).householdId)).toEqual({ status: 'known', identity: person(1) })
  expect((await back.identities.all()).unreadable).toEqual([person(2).householdId])
})

test('a person opens at their own site only', async () => {
  await (await openDesk()).identities.put(person(1))
  const { identities } = await openDesk(noVault, idOf<SiteId>('site-2'))
  expect((await identities.get(person(1).householdId)).status).toBe('unreadable')
})
