import { expect, test } from 'vitest'
import { en } from '../../../renderer/i18n/en/en'
import { zh } from '../../../renderer/i18n/zh/zh'
import { refusals } from '../../../shared/domain/refusals'

test('every no of the desk has a sentence in both languages', () => {
  const asked = [
    ...refusals,
    'disk-full',
    'not-saved',
    'site-secret-lost',
    'round-unread',
    'site-taken-away',
    'operator-removed',
    'role-not-allowed',
  ] as const
  for (const refusal of asked)
    for (const sentences of [zh.refusals, en.refusals]) expect(sentences[refusal], refusal).toBeTruthy()
})
