export const allocate = {
  title: '配货',
} as const
