import type { Wording } from '../wording'
import type { startUp as zh } from '../zh/startUp'

export const startUp = {
  opening: 'Opening',
  step: {
    snapshot: 'Reading where you left off',
    entries: 'Reading the records',
    people: 'Reading the households',
  },
  elsewhere: {
    title: 'Tuandian is open in another window',
    detail: 'Go on in that window. Once it is closed, the desk opens here by itself.',
  },
  newer: {
    title: 'These records come from a newer version',
    detail: 'Update Tuandian, then open it again. Nothing was changed here.',
  },
  corrupt: {
    title: 'The records on this machine are damaged',
    detail: 'Nothing was changed, and nothing was deleted.',
  },
  damaged: {
    shorter: 'Records up to number {{expected}} were saved here; now they end at {{found}}.',
    brokenChain: 'Record {{seq}} does not follow the one before it.',
    unreadable: 'Some records cannot be read ({{error}}).',
    looking: 'Looking what can still be read: {{entries}} records, {{people}} households',
    there: 'Still readable: {{entries}} records, {{people}} households.',
    retry: 'Try again',
    save: 'Save what can be read to a file',
    goOn: 'Go on with what can be read',
    goOnMeans:
      'The damaged records stay on this machine as they are; nothing is deleted. The desk begins again with everything that can be read. If it belongs to a centre, the rest comes from there, and what was not sent yet and can be read is sent.',
    goOnWithNothingMeans:
      'The damaged records stay on this machine as they are; nothing is deleted, but not one of them can be read now. The desk begins empty. If it belongs to a centre, ask your administrator for a new code: all that the centre has comes back. What was not sent yet is in the damaged files alone: have your administrator keep a copy of them first.',
    goOnSurely: 'Keep them aside and go on',
    saved: 'The file is saved.',
    cancelled: 'Nothing was saved.',
    failed: 'That did not work, and nothing was changed. Try again; if it does not help, ask for support.',
    elsewhere: 'Tuandian is open in another window. Close it first, then try again.',
    full: 'The disk is full, and nothing was changed. Free some space, then try again.',
  },
  full: {
    title: 'The disk is full and the desk cannot open',
    detail: 'Free some space, then open Tuandian again. Your records are all there.',
  },
  'cannot-open': {
    title: 'The records on this machine cannot be opened',
    detail:
      'Close Tuandian and open it again. If that does not help, ask for support. Nothing was changed here.',
  },
} as const satisfies Wording<typeof zh>
