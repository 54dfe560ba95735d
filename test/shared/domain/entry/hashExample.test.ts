import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { projectRoot } from '../../../../build/scripts/freshness.mjs'
import { type Entry, withHash } from '../../../../shared/domain/entry/entry'
import { readEntry } from '../../../../shared/domain/entry/readEntry'

const page = readFileSync(join(projectRoot, 'docs/sync.md'), 'utf8')
const [, example = '', documented = ''] =
  /```json\n(\{.*\})\n```\n\nhas the hash `([0-9a-f]{64})`/.exec(page) ?? []

test('the entry that the protocol shows has the hash that it shows', () => {
  const entry = withHash(JSON.parse(example) as Omit<Entry, 'hash'>)
  expect(entry.hash).toBe(documented)
  expect(readEntry(entry).ok).toBe(true)
})

test('the protocol names every member of an entry, and no other', () => {
  const rows = page.slice(page.indexOf('| member |'), page.indexOf('**The stamp**'))
  const named = [...rows.matchAll(/^\| ((?:`\w+`(?:, )?)+) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/\w+/g)].map(([word]) => word),
  )
  expect(named.sort()).toEqual([...Object.keys(JSON.parse(example)), 'hash'].sort())
})
