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
    detail: 'Nothing was changed. Do not go on working; ask for a restore from the centre or a backup.',
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
