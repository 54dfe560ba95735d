export const dayClose = {
  title: '日结',
} as const
