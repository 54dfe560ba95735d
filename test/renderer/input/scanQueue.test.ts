import { expect, test } from 'vitest'
import { createScanQueue } from '../../../renderer/input/scanQueue'

const settle = async (): Promise<void> => {
  for (let i = 0; i < 20; i++) await Promise.resolve()
}

test('the second scan waits until the first is answered', async () => {
  const log: string[] = []
  let answerFirst = (): void => undefined
  const queue = createScanQueue<string>({
    ready: () => true,
    consume: (code) => {
      log.push(code)
      return code === 'first' ? new Promise((resolve) => (answerFirst = resolve)) : undefined
    },
    onFault: () => undefined,
  })
  queue.push('first')
  queue.push('second')
  queue.push('third')
  await settle()
  expect(log).toEqual(['first'])
  expect(queue.length()).toBe(3)
  answerFirst()
  await settle()
  expect(log).toEqual(['first', 'second', 'third'])
  expect(queue.length()).toBe(0)
})

test('a handler that fails is reported, and the next scan is answered', async () => {
  const faults: unknown[] = []
  const log: string[] = []
  const queue = createScanQueue<string>({
    ready: () => true,
    consume: (code) => {
      log.push(code)
      if (code === 'bad') throw new Error('disk full')
    },
    onFault: (fault, code) => faults.push([code, fault]),
  })
  for (const code of ['bad', 'good']) queue.push(code)
  await settle()
  expect(log).toEqual(['bad', 'good'])
  expect(faults).toHaveLength(1)
})

test('while scans are held none is dropped, then they go in order', async () => {
  const log: number[] = []
  let held = true
  const queue = createScanQueue<number>({
    ready: () => !held,
    consume: (n) => void log.push(n),
    onFault: () => undefined,
  })
  for (let n = 0; n < 100; n++) queue.push(n)
  await settle()
  expect(log).toEqual([])
  held = false
  queue.wake()
  for (let i = 0; i < 100; i++) await settle()
  expect(log).toEqual(Array.from({ length: 100 }, (_, n) => n))
})
