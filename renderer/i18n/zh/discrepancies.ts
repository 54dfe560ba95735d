export const discrepancies = {
  title: '异常',
} as const
