export const intake = {
  title: '导入',
} as const
