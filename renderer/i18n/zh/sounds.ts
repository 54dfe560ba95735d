export const sounds = {
  title: '提示音',
} as const
