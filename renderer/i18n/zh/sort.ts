export const sort = {
  title: '分拣',
} as const
