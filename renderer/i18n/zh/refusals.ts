export const refusals = {
  title: '做不了',
} as const
