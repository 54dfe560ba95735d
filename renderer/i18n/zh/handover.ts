export const handover = {
  title: '取货',
} as const
