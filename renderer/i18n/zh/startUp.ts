/** What stands in place of a desk while it opens, or when it cannot be shown. */
export const startUp = {
  opening: '正在打开',
  step: { snapshot: '读取上次的进度', entries: '读取记录', people: '读取住户名单' },
  elsewhere: {
    title: '团点已在另一个窗口打开',
    detail: '请回到那个窗口继续。关掉它之后，这里会自动打开。',
  },
  newer: { title: '数据来自更新的版本', detail: '请先升级团点再打开。这里没有改动任何数据。' },
  corrupt: {
    title: '本机记录有损坏',
    detail: '没有改动任何数据。请不要继续收发货，联系管理员从中心或备份恢复。',
  },
  full: { title: '磁盘已满，打不开', detail: '请清理磁盘空间，再重新打开团点。数据都还在。' },
  'cannot-open': {
    title: '打不开本机数据',
    detail: '请关闭团点再打开；仍不行请联系管理员。这里没有改动任何数据。',
  },
} as const
