export const balance = {
  title: '结存',
} as const
