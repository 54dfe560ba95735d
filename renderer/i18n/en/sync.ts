import type { Wording } from '../wording'
import type { sync as zh } from '../zh/sync'

export const sync = {
  title: 'Join a centre',
  note: 'Not needed: a desk works by itself for as long as you like. Joined, the desks of a pickup point see each other, and a new PC gets everything back',
  address: 'Address of the centre',
  addressHint: 'From your administrator, such as https://tuandian.example.com',
  inTheClear:
    'This address is not encrypted: whoever is in the same network can read names and phones. Only in a network of your own; else ask for an address with https',
  code: 'Joining code',
  codeHint: 'Type or scan the one-time code of your administrator; it holds for ten minutes',
  join: 'Join',
  joining: 'Joining',
  joined: 'Joined',
  refusal: {
    'not-an-address': 'Not an address. Write it as you were given it, such as https://tuandian.example.com',
    'no-connection': 'Nobody answers at this address. Check the network and the address, then try again',
    'wrong-code': 'The code is wrong, used or too old. Ask for a new one',
    'other-site':
      'This desk has records of another pickup point and cannot join this one. Ask for the right code, or take a computer without records',
    'secret-lost':
      'This desk has lost the key it recognises households by, and this centre has none of the point yet: known households would count as new ones. Join the centre the point had before, or restore a backup',
    'desk-too-old': 'The centre is newer. Update this desk first',
    'desk-too-new': 'The centre is too old. Have it updated first',
    'slow-down': 'Too many tries. Wait a few minutes',
    busy: 'The centre is there, but too busy or out of order. Try again later, then ask your administrator',
    'not-kept':
      'The disk took nothing down, so this desk has not joined. Free some space, then try again with the same code',
    refused: 'The centre did not take the desk in. Try again later, then ask your administrator',
  },
  byItself: 'This desk joins {{centre}} by itself as soon as it is there. Just go on working',
  byItselfRefused: 'This desk is to join {{centre}}, which has not let it in yet',
  state: 'Now',
  at: 'Centre',
  organisation: 'Organisation',
  lastContact: 'Last contact',
  never: 'Not yet',
  photosWait: 'Photos unsent',
  photosWaitOf: '{{n}}',
  unsent: 'Unsent',
  unsentOf: '{{n}}',
  peopleUnsent: '{{n}} of them are edits of people',
  heldBack:
    '{{n}} of them are of points that are no longer yours. They stay here, and go out once the point is yours again',
  sites: 'Sites',
  lookNow: 'Sync now',
  progress: 'Records coming in',
  keptOut: '{{n}} records came that cannot be read, and were kept out. Tell your administrator',
  aside: {
    title: 'Records the centre did not take',
    note: 'They stay on this desk, hold as before and stop no others. Show the reason to your administrator',
    row: 'Record {{seq}}',
    rowFormer: 'Record {{seq}} from before the damage',
    again: 'Send again',
    reason: {
      'bad-shape': 'not shaped like a record',
      'bad-fact': 'wrong content',
      'too-deep': 'too many levels',
      'wrong-hash': 'does not match its checksum: perhaps edited',
      'wrong-feed': 'of another pickup point',
      'wrong-device': 'not written by this desk',
      'other-body': 'the centre has another content under this number',
      'role-not-allowed': 'the role of its operator does not allow it',
      'too-large': 'too large',
      'bad-request': 'the centre cannot read it',
      'bad-json': 'the centre cannot read it',
    },
  },
  refusedPeople: {
    title: 'People the centre cannot read',
    note: 'They stay on this desk and are used as before; other desks do not see this edit. Most often the text is too long or has a broken character: write it anew in one of their orders and save, and it goes out again',
  },
  lost: {
    title: 'Households edited at two desks',
    note: 'Two desks edited the same household; what reached the centre first holds. What this desk wrote is not lost: choose which is right',
    here: 'Written here {{at}}',
    now: 'In use now',
    putBack: 'Put back',
    leave: 'Leave as it is',
  },
  closing: {
    question: {
      records:
        'Not sent to the centre yet: records: {{n}}{{since}}. They are safe on this computer and go out when it is next open. Close now?',
      photos:
        'Not sent to the centre yet: photos: {{photos}}. They are safe on this computer and go out when it is next open. Close now?',
      both: 'Not sent to the centre yet: records: {{n}}{{since}}, photos: {{photos}}. They are safe on this computer and go out when it is next open. Close now?',
    },
    since: ' (oldest {{age}})',
    leave: 'Close',
    stay: 'Stay',
  },
} satisfies Wording<typeof zh>
