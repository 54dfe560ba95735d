import { expect, test } from 'vitest'
import { DiskFull, StoreBroken } from '../../../renderer/storage/entryStore'
import type { StorageRoom } from '../../../renderer/storage/openedStores'
import { whyNotOpened, whyNotRead } from '../../../renderer/storage/whyNotOpened'

const gigabyte = 1024 ** 3
const room = (freeBytes: number): StorageRoom => ({
  persisted: true,
  usedBytes: gigabyte,
  quotaBytes: gigabyte + freeBytes,
})
const named = (name: string, more: object = {}) =>
  Object.assign(new Error('said the browser'), { name }, more)

test('the first start on a full disk says that the disk is full, however the databases wrap it', () => {
  const full = named('QuotaExceededError')
  for (const error of [
    full,
    new DiskFull('no room on the disk'),
    named('AbortError', { inner: full }),
    named('RxError', { parameters: { errors: [{ status: 510, error: full }] } }),
    named('BulkError', { failures: [full] }),
  ])
    expect(whyNotOpened(error, null).status).toBe('full')
})

test('a browser that cannot make its files for want of room is not taken for a damaged one', () => {
  const error = named('UnknownError')
  expect(whyNotOpened(error, room(100_000)).status).toBe('full')
  expect(whyNotOpened(error, room(gigabyte)).status).toBe('corrupt')
  expect(whyNotOpened(error, null).status).toBe('corrupt')
})

test('anything else is said as it is', () => {
  expect(whyNotOpened(new Error('no such thing'), room(gigabyte)).status).toBe('cannot-open')
})

test('what cannot be read once the databases are open is damaged; a fault of the program is not', () => {
  expect(whyNotRead(new StoreBroken('entry 7 has no readable stamp'), room(gigabyte)).status).toBe('corrupt')
  expect(whyNotRead(new StoreBroken('entry 7 has no readable stamp'), room(100_000)).status).toBe('full')
  expect(whyNotRead(new TypeError('undefined is no function'), room(gigabyte)).status).toBe('cannot-open')
})
