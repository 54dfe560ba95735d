import { beforeEach, expect, test } from 'vitest'
import {
  clearSession,
  dismissNotice,
  look,
  notify,
  openRound,
  showScan,
  useSession,
} from '../../../renderer/session/useSession'
import { type DeliveryId, idOf, type RoundId } from '../../../shared/kernel/ids'

const now = () => useSession.getState()

beforeEach(clearSession)

test('opening another round shows nothing of the one before', () => {
  openRound(idOf<RoundId>('june-18'))
  look({ openDelivery: idOf<DeliveryId>('truck-1') })
  openRound(idOf<RoundId>('june-20'))
  expect(now().openRound).toBe('june-20')
  expect(now().openDelivery).toBeNull()
})

test('the same code scanned twice is two results on the scan line', () => {
  showScan({ text: '6901234567892', did: 'put', tone: 'ok', undoable: true })
  const first = now().lastScan?.seq
  showScan({ text: '6901234567892', did: 'put', tone: 'ok', undoable: true })
  expect(now().lastScan?.seq).toBe((first ?? 0) + 1)
})

test('of many results at once the last three stay, the oldest leaves first', () => {
  for (const title of ['one', 'two', 'three', 'four']) notify({ tone: 'ok', title })
  expect(now().notices.map(({ title }) => title)).toEqual(['two', 'three', 'four'])
  dismissNotice(now().notices[0]?.id ?? '')
  expect(now().notices.map(({ title }) => title)).toEqual(['three', 'four'])
})
