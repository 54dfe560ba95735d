import centre from './migrations/0001_centre.sql?raw'
import blobParts from './migrations/0002_blob_parts.sql?raw'
import reports from './migrations/0003_reports.sql?raw'
import successors from './migrations/0004_successors.sql?raw'
import operators from './migrations/0005_operators.sql?raw'
import codes from './migrations/0006_codes.sql?raw'
import marks from './migrations/0007_marks.sql?raw'
import twins from './migrations/0008_twins.sql?raw'
import erasures from './migrations/0009_erasures.sql?raw'
import quarantineByDevice from './migrations/0010_quarantine_by_device.sql?raw'
import segments from './migrations/0011_segments.sql?raw'
import formerTokens from './migrations/0012_former_tokens.sql?raw'
import packedForOnce from './migrations/0013_packed_for_once.sql?raw'
import pastEpochs from './migrations/0014_past_epochs.sql?raw'
import actAsFeed from './migrations/0015_act_as_feed.sql?raw'

export interface Migration {
  readonly number: number
  readonly name: string
  readonly text: string
}

/** In order; one that was released is never edited. */
export const migrations: readonly Migration[] = [
  { number: 1, name: 'centre', text: centre },
  { number: 2, name: 'blob parts', text: blobParts },
  { number: 3, name: 'reports', text: reports },
  { number: 4, name: 'successors', text: successors },
  { number: 5, name: 'operators', text: operators },
  { number: 6, name: 'codes', text: codes },
  { number: 7, name: 'marks', text: marks },
  { number: 8, name: 'twins', text: twins },
  { number: 9, name: 'erasures', text: erasures },
  { number: 10, name: 'quarantine by device', text: quarantineByDevice },
  { number: 11, name: 'segments', text: segments },
  { number: 12, name: 'former tokens', text: formerTokens },
  { number: 13, name: 'packed for once', text: packedForOnce },
  { number: 14, name: 'past epochs', text: pastEpochs },
  { number: 15, name: 'act as feed', text: actAsFeed },
]
