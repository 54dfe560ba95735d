import type { Wording } from '../wording'
import type { sort as zh } from '../zh/sort'

export const sort = {
  title: 'Sort',
  empty: {
    title: 'No slots yet',
    detail: 'At cut-off every household gets a slot number; then sorting can begin',
  },
  idle: {
    title: 'Scan an item',
    detail: 'The screen says which slot and how many. Scan a slot label or a bag to look at that household',
  },
  inHand: '{{n}} in hand',
  next: 'Then',
  lastSlot: 'This is the last one',
  act: { put: 'put', doesNotFit: 'does not fit', short: 'short', skip: 'skip' },
  did: {
    shown: '{{name}} → slot {{slot}} ×{{n}}',
    put: '{{name}} ×{{n}} → slot {{slot}}',
    bagClosed: 'bag closed',
    householdDone: 'slot {{slot}} complete',
    nextBag: 'Bag closed; slot {{slot}} goes on with bag {{n}}',
    shorted: 'Slot {{slot}} goes without {{name}} ×{{n}}; recorded',
    weighed: '{{name}} {{grams}} g → slot {{slot}}',
  },
  done: {
    title: '{{name}}: everyone has theirs',
    surplus: '{{n}} left over; they stay on the floor until the balance',
    none: 'None left. Scan the next item',
  },
  weigh: {
    title: 'Weigh these {{n}}',
    nominal: 'Sold as',
    hint: 'type grams, or kilograms with a point (1.25)',
    take: 'take this weight',
    later: 'weigh later',
  },
  short: { title: 'Why are these {{n}} missing?', hint: 'Becomes a discrepancy and a refund' },
  wrongSlot: {
    title: 'Wrong place: this is slot {{slot}}',
    detail: 'It belongs in slot {{slot}}. Nothing was recorded',
  },
  nothingToClose: 'Nothing in the bag yet, no need for another',
  noGoods: 'This is not the code of an item',
  lotUnknown: 'No stock here expires on {{day}}; the earliest is booked instead',
  unknown: {
    title: 'Nobody knows this code',
    ask: 'Which product is it? Attached once, known from then on',
    placeholder: 'Name or code of the product',
    attach: 'attach',
    none: 'No such product',
  },
  obstacle: { intake: 'Go to intake', receive: 'Go to receiving', allocate: 'Go to allocation' },
  wall: { title: 'Sort wall', packed: '{{n}} / {{total}} households complete' },
} satisfies Wording<typeof zh>
