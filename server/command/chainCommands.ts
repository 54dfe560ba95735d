import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { sqlFeedBooks } from '../db/sqlFeedBooks'
import { fileRefused } from '../hq/fileRefused'
import { Refused } from '../hq/sites'
import { type ChainReport, verifyChains } from '../hq/verifyChains'
import { type Command, counted, type Desk, type Options, table } from './command'
import { holdsSites } from './holdsSites'

export const chainCommands: Readonly<Record<string, Command>> = {
  'chain verify': {
    takes: '[--known FILE]',
    says: "follows every device's chain of entries; ends with 1 where one was edited, unlinked or lost, and FILE does not say so already",
    run: verify,
  },
}

/** What is only on its way is told, and is no fault. @throws Refused, so that whoever ran it sees by the exit code */
async function verify({ sql, folder }: Desk, _: readonly string[], options: Options): Promise<string> {
  await holdsSites(sql)
  const known = options.known === undefined ? new Set() : await linesOf(resolve(folder, options.known))
  const report = await verifyChains(sql, sqlFeedBooks(sql))
  const all = found(report)
  const fresh = all.filter((one) => !known.has(one.join(' ')))
  const of = `${counted(report.entries, 'entry', 'entries')} of ${counted(report.devices, 'device')}`
  const before = fresh.length < all.length ? `, ${all.length - fresh.length} of them known before` : ''
  const said = `${of}, ${counted(all.length, 'finding')}${before}\n${table(fresh)}`.trimEnd()
  if (fresh.some(([fault]) => fault !== 'gap')) throw new Refused(said)
  return said
}

function found({ lost, unreadable, findings }: ChainReport): readonly (readonly [string, string, string])[] {
  return [
    ...lost.map(({ siteId, from, to }) => ['lost', siteId, `positions ${from} to ${to}`] as const),
    ...unreadable.map(
      ({ siteId, position }) => ['edited', siteId, `position ${position}, not readable`] as const,
    ),
    ...findings.map(({ deviceId, deviceSeq, fault }) => [fault, deviceId, `${deviceSeq}`] as const),
  ]
}

/** What it said before, as it said it: each finding is a line. */
async function linesOf(file: string): Promise<Set<string>> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw fileRefused(error, file, 'read')
  })
  return new Set(text.split('\n').map((line) => line.trim().replace(/ +/g, ' ')))
}
