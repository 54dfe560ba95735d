import { expect, test } from 'vitest'

test('browser tests run in a real Chromium with IndexedDB, at the size of a counter screen', async () => {
  const opened = await new Promise((resolve, reject) => {
    const request = indexedDB.open('probe')
    request.onsuccess = () => resolve(request.result.name)
    request.onerror = () => reject(request.error)
  })
  expect(opened).toBe('probe')
  expect(navigator.userAgent).toContain('Chrome')
  expect([window.innerWidth, window.innerHeight]).toEqual([1366, 768])
})
