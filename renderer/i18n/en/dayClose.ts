import type { Wording } from '../wording'
import type { dayClose as zh } from '../zh/dayClose'

export const dayClose = {
  title: 'Day close',
  drawer: 'Drawer',
  float: 'Float',
  setFloat: 'Set the float (yuan)',
  cashMoved: 'Cash in and out',
  expected: 'Cash expected',
  byQr: 'Paid by code',
  counted: 'Cash counted (yuan)',
  typeYuan: 'Type an amount, such as 200 or 12.50',
  countFirst: 'Count the cash first and type the amount',
  close: 'Close the day',
  closed: 'Closed today at {{at}}',
  since: 'Cash since (in the next drawer)',
  agrees: 'Agrees',
  more: 'Over by',
  less: 'Under by',
  round: 'Round',
  bagsLeft: 'Bags not picked up',
  discrepancies: 'Discrepancies not settled',
  closeRound: 'Close the round',
  closeRoundAnyway: 'Bags remain. Close it all the same',
  roundClosed: 'Round closed at {{at}}',
  localOnly: 'This desk works on its own: every record is on this machine',
} as const satisfies Wording<typeof zh>
