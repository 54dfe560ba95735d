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
    detail: '没有改动、也没有删除任何数据。',
  },
  damaged: {
    shorter: '本机上次已存到第 {{expected}} 条，现在只找到 {{found}} 条。',
    brokenChain: '第 {{seq}} 条记录和前一条对不上。',
    unreadable: '有记录读不出来（{{error}}）。',
    looking: '正在看还能读出多少：{{entries}} 条记录，{{people}} 户',
    there: '还能读出 {{entries}} 条记录、{{people}} 户的联系方式。',
    retry: '再试一次',
    save: '把能读的存成文件',
    goOn: '用能读的继续',
    goOnMeans:
      '损坏的记录原样留在本机，不会删除。团点会用能读出的全部记录重新开始；连着中心的，会从中心补齐其余的，读得出而没上传的也会上传。',
    goOnWithNothingMeans:
      '损坏的记录原样留在本机，不会删除，但现在一条也读不出来。团点从空白开始；连着中心的，要向管理员拿新的接入码，中心有的都会补齐。还没上传的只在损坏的文件里，请先让管理员留一份。',
    goOnSurely: '原样留存，继续',
    saved: '文件已保存。',
    cancelled: '没有保存。',
    failed: '没有成功，什么都没有改动。请再试一次；仍不行请联系管理员。',
    elsewhere: '团点还开着另一个窗口。请先关掉它，再来一次。',
    full: '磁盘已满，什么都没有改动。请清理空间，再来一次。',
  },
  full: { title: '磁盘已满，打不开', detail: '请清理磁盘空间，再重新打开团点。数据都还在。' },
  'cannot-open': {
    title: '打不开本机数据',
    detail: '请关闭团点再打开；仍不行请联系管理员。这里没有改动任何数据。',
  },
} as const
