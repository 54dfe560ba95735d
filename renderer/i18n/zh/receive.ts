export const receive = {
  title: '收货',
} as const
