/** Why nothing was written although the rules allowed it. The desk then stops writing and says so. */
export type NotSaved =
  | 'disk-full'
  | 'not-saved'
  | 'site-secret-lost'
  | 'round-unread'
  | 'operator-removed'
  | 'role-not-allowed'
  | 'site-taken-away'
  | 'edited-meanwhile'
  | 'erased-meanwhile'
