export const shelve = {
  title: '上架',
} as const
