import { dirname } from 'node:path'
import { codeOf } from '../codeOf'
import { Refused } from './sites'

type Sentence = (file: string) => string

const isFolder: Sentence = (file) => `${file} is a folder: name a file in it`
const tooLong: Sentence = (file) => `the name ${file} is too long: name it shorter`
const failed: Sentence = (file) => `the disk failed at ${file}: try again, or take another disk`
const noRoom: Sentence = (file) =>
  `there is no room on the disk for ${file}: make room, or name a folder on another disk`
const notWritten: Sentence = (file) =>
  `${file} may not be written here: name a folder that the user the centre runs as may write into`
const notRead: Sentence = (file) => `${file} may not be read by the user the centre runs as: allow it first`
const noFile: Sentence = (file) => `there is no file ${file}: look whether its name and folder are right`

const sentences: Readonly<Record<'read' | 'write', Readonly<Record<string, Sentence>>>> = {
  write: {
    ENOENT: (file) => `there is no folder ${dirname(file)}: make it first, or name another`,
    ENOTDIR: (file) => `${dirname(file)} is no folder: name another`,
    ...{ EISDIR: isFolder, ENAMETOOLONG: tooLong, EIO: failed },
    ...{ EACCES: notWritten, EPERM: notWritten, EROFS: notWritten },
    ...{ ENOSPC: noRoom, EDQUOT: noRoom, EFBIG: noRoom },
  },
  read: {
    ...{ ENOENT: noFile, ENOTDIR: noFile },
    ...{ EISDIR: isFolder, ENAMETOOLONG: tooLong, EIO: failed },
    ...{ EACCES: notRead, EPERM: notRead },
  },
}

/** What a disk says no with, as a sentence for whoever named the file; anything else as it is. */
export function fileRefused(error: unknown, file: string, doing: 'read' | 'write'): unknown {
  const sentence = sentences[doing][codeOf(error)]
  return sentence ? new Refused(sentence(file)) : error
}
