import { expect, test } from 'vitest'
import { openDesk } from './desk'

test('what was stored is there again after the whole browser is killed, at the same address', async () => {
  const desk = await openDesk()
  try {
    await desk.page.evaluate(() => localStorage.setItem('probe', 'first'))
    await desk.page.evaluate(
      () =>
        new Promise<void>((resolve, reject) => {
          const opening = indexedDB.open('probe')
          opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const writing = opening.result.transaction('rows', 'readwrite', { durability: 'strict' })
            writing.objectStore('rows').put('kept', 1)
            writing.oncomplete = () => resolve()
          }
        }),
    )
    await desk.kill()
    const page = await desk.reopen()
    const found = await page.evaluate(
      () =>
        new Promise((resolve, reject) => {
          const opening = indexedDB.open('probe')
          opening.onerror = () => reject(opening.error)
          opening.onsuccess = () => {
            const reading = opening.result.transaction('rows').objectStore('rows').get(1)
            reading.onsuccess = () => resolve(reading.result)
          }
        }),
    )
    expect(found).toBe('kept')
    expect(desk.problems).toEqual([])
  } finally {
    await desk.close()
  }
})

test('a scan reaches the page as keys a few milliseconds apart, in order, whatever they spell', async () => {
  const desk = await openDesk()
  try {
    await desk.page.evaluate(() => {
      const seen: { key: string; at: number; ctrl: boolean }[] = []
      Object.assign(window, { seen })
      window.addEventListener(
        'keydown',
        (event) => seen.push({ key: event.key, at: event.timeStamp, ctrl: event.ctrlKey }),
        true,
      )
    })
    await desk.scan('01-Ab\u001d9/?')
    const seen = (await desk.page.evaluate('seen')) as { key: string; at: number; ctrl: boolean }[]
    const typed = seen.filter(({ key }) => key !== 'Shift' && key !== 'Control')
    expect(typed.map(({ key, ctrl }) => (ctrl ? `ctrl+${key}` : key))).toEqual([
      '0',
      '1',
      '-',
      'A',
      'b',
      'ctrl+]',
      '9',
      '/',
      '?',
      'Enter',
    ])
    const gaps = typed.slice(1).map(({ at }, index) => at - (typed[index]?.at ?? 0))
    expect(Math.max(...gaps)).toBeLessThan(10)
  } finally {
    await desk.close()
  }
})

test('nothing but the desk itself can be reached, and the page knows it is offline', async () => {
  const desk = await openDesk()
  try {
    expect(await desk.page.evaluate(() => navigator.onLine)).toBe(false)
    const reached = await desk.page.evaluate(() =>
      fetch('https://example.com/').then(
        () => 'reached',
        () => 'refused',
      ),
    )
    expect(reached).toBe('refused')
    expect(desk.problems.length).toBeGreaterThan(0)
  } finally {
    await desk.close()
  }
})
