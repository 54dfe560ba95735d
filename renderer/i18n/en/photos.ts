import type { Wording } from '../wording'
import type { photos as zh } from '../zh/photos'

export const photos = {
  title: 'Photos',
  take: 'Take or choose a photo',
  ways: 'Or paste one, or drop it here',
  busy: 'Keeping the photo…',
  notKept: 'The photo was not kept',
  unreadable: 'This is no picture that can be opened. Use a JPEG or PNG of at most 40 MB',
  of: 'Photo of {{at}}: open it large',
  away: 'This photo has not come yet. It comes by itself when the desk it was taken at is online; very old ones are erased',
  awayShort: 'to come',
  takeOff: 'Take it off the card',
  forWhat: 'It shows',
} as const satisfies Wording<typeof zh>
