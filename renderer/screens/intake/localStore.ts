import type { LivePoint } from '../../point/livePoint'

/** What belongs to this device alone: settings, and sealed drafts. */
export type LocalStore = LivePoint['local']
