import { allocate } from './allocate'
import { balance } from './balance'
import { dayClose } from './dayClose'
import { discrepancies } from './discrepancies'
import { frame } from './frame'
import { handover } from './handover'
import { help } from './help'
import { intake } from './intake'
import { photos } from './photos'
import { receive } from './receive'
import { refusals } from './refusals'
import { settings } from './settings'
import { shelve } from './shelve'
import { sort } from './sort'
import { sounds } from './sounds'
import { startUp } from './startUp'
import { sync } from './sync'
import { terms } from './terms'
import { today } from './today'
import { words } from './words'

export const en = {
  allocate,
  balance,
  dayClose,
  discrepancies,
  frame,
  handover,
  help,
  intake,
  photos,
  receive,
  refusals,
  settings,
  shelve,
  sort,
  sounds,
  startUp,
  sync,
  terms,
  today,
  words,
}
