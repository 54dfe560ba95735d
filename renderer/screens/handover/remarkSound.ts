import type { SoundName } from '../../sound/soundPlan'
import type { Remark } from './counterState'

/** Success short and high, attention twice, stop low; a second scan of the same bag makes no sound at all. */
export function remarkSound(remark: Remark): SoundName | null {
  switch (remark.kind) {
    case 'handed':
      return remark.uneasy ? 'attention' : 'ok'
    case 'all-handed':
      return 'done'
    case 'again':
      return null
    case 'opened':
    case 'paid':
    case 'paid-back':
    case 'waived':
    case 'line-refused':
    case 'refusal-asked':
    case 'searched':
      return 'ok'
    case 'other-household':
    case 'contested':
    case 'refused-by-rule':
      return 'stop'
    case 'bag-unknown':
    case 'pickup-unknown':
    case 'unreadable':
    case 'not-for-here':
      return 'unknown'
    default:
      return 'attention'
  }
}
