/** Opens and reads what is imported in a Worker of its own: 50,000 rows never stop the screen, nor a scan. */
import type { Grid } from '../../shared/intake/grid'
import type { ImportSource } from '../../shared/intake/import/importRequest'
import type { Keepable } from '../../shared/intake/import/keepable'
import { proposeImport } from '../../shared/intake/import/proposeImport'
import { pastedTable } from '../../shared/sheets/pastedTable'
import { readBytes } from '../../shared/sheets/readBytes'
import { type ImportAsk, type ImportTold, longLists, type Opened, type ProposalWish } from './importMessages'

const sliceLength = 400
/** Characters a draft may hold. */
const keepableLength = 3_000_000

let open: Keepable | undefined

const tell = (told: ImportTold): void => postMessage(told)

addEventListener('message', ({ data }: MessageEvent<ImportAsk>) => {
  if (data.ask === 'propose') propose(data.seq, data.wish)
  else tell({ told: 'opened', opened: opening(data) })
})

function opening(asked: Exclude<ImportAsk, { ask: 'propose' }>): Opened {
  if (asked.ask === 'open-kept') return opened(asked.kept)
  if (asked.ask === 'open-text') {
    const table = pastedTable(asked.text)
    return opened(table ? { kind: 'grids', grids: [table] } : { kind: 'text', text: asked.text })
  }
  const reading = readBytes(asked.bytes, asked.fileName, (done) => tell({ told: 'progress', done }))
  if (!reading.ok) return reading
  return opened({ kind: 'grids', grids: reading.grids.filter((grid) => grid.rows.length > 0) })
}

function opened(content: Keepable): Opened {
  open = content
  const sheets =
    content.kind === 'text'
      ? []
      : content.grids.map((grid) => ({ name: grid.sheetName, rows: grid.rows.length }))
  return { ok: true, sheets, keepable: lengthOf(content) <= keepableLength ? content : null }
}

function lengthOf(content: Keepable): number {
  if (content.kind === 'text') return content.text.length
  let length = 0
  for (const grid of content.grids)
    for (const row of grid.rows) for (const cell of row.cells) length += cell.length + 3
  return length
}

function sourceOf(wish: ProposalWish): ImportSource {
  if (open === undefined || open.kind === 'text')
    return { kind: 'text', text: open?.text ?? '', defaultItem: wish.defaultItem }
  const empty: Grid = { sheetName: '', rows: [], warnings: [] }
  return { kind: 'grid', grid: open.grids[wish.sheet] ?? empty, mapping: wish.mapping }
}

function propose(seq: number, wish: ProposalWish): void {
  const proposal = proposeImport({ ...wish, source: sourceOf(wish) })
  if (proposal.status !== 'read') {
    tell({ told: 'proposed', seq, head: proposal })
    return
  }
  for (const list of longLists) {
    const items = proposal[list]
    for (let from = 0; from < items.length; from += sliceLength)
      tell({ told: 'slice', seq, list, items: items.slice(from, from + sliceLength) })
  }
  const none = { orders: [], products: [], items: [], held: [], problems: [], removed: [] }
  tell({ told: 'proposed', seq, head: { ...proposal, ...none } })
}
