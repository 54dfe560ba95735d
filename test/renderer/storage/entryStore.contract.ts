import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EntryCollision, type EntryStore } from '../../../renderer/storage/entryStore'
import { type Entry, emptyChain } from '../../../shared/domain/entry/entry'
import { nothingSeen, witnessAll } from '../../../shared/domain/entry/seen'
import { type DeviceId, idOf, type RoundId } from '../../../shared/kernel/ids'
import { chainOf, firstDesk, firstRound, secondDesk } from './chainOf'

/** What every store of entries promises, whatever it is made of. */
export function entryStoreContract(name: string, open: () => Promise<EntryStore>): void {
  describe(name, () => {
    let store: EntryStore
    beforeEach(async () => {
      store = await open()
    })
    afterEach(() => store.close())

    test('an entry comes back as it was written, to the last byte of its facts', async () => {
      const odd = { kind: 'FromTheFuture', v: 9, '|pipe': 1, __under: { '|deep': [null, 'é'] } }
      const [entry] = chainOf(1, { roundOf: () => null })
      if (!entry) throw new Error('no entry')
      const future: Entry = { ...entry, facts: [...entry.facts, odd] }
      await store.append(future)
      expect(await store.after(nothingSeen)).toEqual([future])
      const [back] = await store.after(nothingSeen)
      expect(JSON.stringify(back?.facts)).toBe(JSON.stringify(future.facts))
    })

    test('the same entry written twice is there once', async () => {
      const entries = chainOf(3)
      await store.appendAll(entries)
      for (const entry of entries) await store.append(entry)
      await store.appendAll([...entries, ...chainOf(2, { deviceId: secondDesk })])
      expect(await store.count()).toBe(5)
    })

    test('a known id with another body is an alarm, and what was there stays', async () => {
      const [entry] = chainOf(1)
      const [other] = chainOf(1, { clockMs: () => 5 })
      if (!entry || !other) throw new Error('no entries')
      await store.append(entry)
      const alarm = await store.append(other).catch((error: unknown) => error)
      expect(alarm).toBeInstanceOf(EntryCollision)
      expect(alarm).toMatchObject({ id: entry.id, storedHash: entry.hash, offeredHash: other.hash })
      expect(await store.after(nothingSeen)).toEqual([entry])
    })

    test('a chain ends at the last entry of its own device', async () => {
      expect(await store.head(firstDesk)).toEqual(emptyChain)
      const entries = chainOf(12)
      await store.appendAll(entries)
      await store.appendAll(chainOf(3, { deviceId: secondDesk }))
      expect(await store.head(firstDesk)).toEqual({ deviceSeq: 12, hash: entries[11]?.hash })
      expect(await store.ofDevice(firstDesk, 4, 6)).toEqual(entries.slice(3, 6))
    })

    test('a round is read back whole and alone', async () => {
      const roundOf = (seq: number): RoundId | null =>
        seq % 3 === 0 ? null : seq % 3 === 1 ? firstRound : idOf<RoundId>('round-2')
      const entries = chainOf(9, { roundOf })
      await store.appendAll(entries)
      expect(await store.ofRound(firstRound)).toEqual(entries.filter((entry) => entry.roundId === firstRound))
      expect(await store.ofRound(idOf<RoundId>('round'))).toEqual([])
    })

    test('what a picture has not seen is found by sequence: also after the clock was set back one hour', async () => {
      const hourMs = 3_600_000
      const clockMs = (seq: number) => 1_763_700_000_000 + seq * 1000 - (seq > 5 ? hourMs : 0)
      const entries = chainOf(10, { clockMs })
      await store.appendAll(entries.slice(0, 5))
      const seen = witnessAll(nothingSeen, entries.slice(0, 5))
      for (const entry of entries.slice(5)) await store.append(entry)
      expect(await store.after(seen)).toEqual(entries.slice(5))
    })

    test('what a picture has not seen: gaps, devices it never heard of, devices with odd names', async () => {
      const devices = ['desk-1', 'desk-1!', 'desk', '桌-1', '__proto__'].map((text) => idOf<DeviceId>(text))
      const entries = devices.flatMap((deviceId) => chainOf(7, { deviceId }))
      await store.appendAll(entries)
      const seen = witnessAll(
        nothingSeen,
        [1, 2, 4, 6].map((deviceSeq) => ({ deviceId: firstDesk, deviceSeq })),
      )
      const expected = entries.filter(
        ({ deviceId, deviceSeq }) => deviceId !== firstDesk || [3, 5, 7].includes(deviceSeq),
      )
      const found = await store.after(seen)
      expect(found.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort())
      expect(await store.after(witnessAll(nothingSeen, entries))).toEqual([])
    })

    test('an import of many entries keeps their chain', async () => {
      const entries = chainOf(450)
      await store.appendAll(entries)
      expect(await store.after(nothingSeen)).toEqual(entries)
    })
  })
}
