export const photos = {
  title: '照片',
  take: '拍照或选图',
  ways: '也可以粘贴，或把图片拖到这里',
  busy: '正在保存照片…',
  notKept: '照片没有保存',
  unreadable: '这不是能打开的图片；请换成 JPEG 或 PNG，40 MB 以内',
  of: '照片 {{at}}，点开看大图',
  away: '照片还没有传到这里。拍照的那台电脑联网后，它会自己出现；放得太久的照片已被清除',
  awayShort: '未到',
  takeOff: '从卡上撤下',
  forWhat: '拍的是',
} as const
