import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mimeType, resolveAsset } from '../../../electron/shell/resolveAsset'
import { traversals } from './traversals'

const files = new Set(['index.html', 'assets/index-1a2b.js', 'assets/标签.png', 'sounds/ok beep.wav'])

test('the bare address is the start page, and a built file is found by its name', () => {
  expect(resolveAsset('/', files)).toBe('index.html')
  expect(resolveAsset('/assets/index-1a2b.js', files)).toBe('assets/index-1a2b.js')
  expect(resolveAsset('/assets/%E6%A0%87%E7%AD%BE.png', files)).toBe('assets/标签.png')
  expect(resolveAsset('/sounds/ok%20beep.wav', files)).toBe('sounds/ok beep.wav')
})

test.each(traversals)('%j leads nowhere', (spelling) => {
  expect(resolveAsset(spelling, files)).toBeUndefined()
})

test('there are at least fifty spellings, each different', () => {
  expect(new Set(traversals).size).toBe(traversals.length)
  expect(traversals.length).toBeGreaterThanOrEqual(50)
})

test('whatever is asked, only a built file can come out', () => {
  const piece = fc.constantFrom(
    '..',
    '.',
    '/',
    '\\',
    '%2e',
    '%2f',
    '%5c',
    '%25',
    '%00',
    'index.html',
    'assets',
    'C:',
  )
  const anyPath = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece, { maxLength: 12 }).map((pieces) => `/${pieces.join('')}`),
  )
  fc.assert(
    fc.property(anyPath, (path) => {
      const name = resolveAsset(path, files)
      return name === undefined || files.has(name)
    }),
    { seed: 20261121, numRuns: 5_000 },
  )
})

test('a type nobody named is bytes, so a browser neither runs nor shows it', () => {
  expect(mimeType('index.html')).toContain('text/html')
  expect(mimeType('assets/a.js')).toContain('text/javascript')
  expect(mimeType('a.exe')).toBe('application/octet-stream')
  expect(mimeType('noEnding')).toBe('application/octet-stream')
  expect(mimeType('constructor')).toBe('application/octet-stream')
})
