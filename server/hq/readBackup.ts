import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { codeOf } from '../codeOf'
import { fileRefused } from './fileRefused'
import { Refused } from './sites'

export interface NumberedLine {
  readonly text: string
  /** From 1 on. */
  readonly number: number
}

/**
 * Hands over line by line.
 * @throws Refused where the file is not there, none of ours, cut off or damaged; and what `take` throws
 */
export async function readBackup(file: string, take: (line: NumberedLine) => Promise<void>): Promise<void> {
  let number = 0
  const bytes = createGunzip()
  // What fails on the way comes out of `bytes` as well.
  const read = pipeline(createReadStream(file), bytes).catch(() => {})
  try {
    for await (const text of linesOf(bytes)) {
      number += 1
      await take({ text, number })
    }
  } catch (error) {
    const code = codeOf(error)
    if (code === 'Z_BUF_ERROR') throw new Refused(`${file} is cut off. ${whatNow}`)
    if (code === 'Z_DATA_ERROR')
      throw isOther(error) ? noBackup(file) : new Refused(`${file} is damaged. ${whatNow}`)
    throw fileRefused(error, file, 'read')
  } finally {
    await read
  }
  if (number === 0) throw noBackup(file)
}

/** It does not begin as anything compressed does. */
function isOther(error: unknown): boolean {
  return error instanceof Error && error.message === 'incorrect header check'
}

export const whatNow = 'Nothing was restored. Take another copy of it, or an older backup.'

export function noBackup(file: string): Refused {
  return new Refused(
    `${file} is no backup of a centre that this program can read: look whether it is the right file`,
  )
}

/** By line feeds alone: `readline` ends a line at some signs, too, that a text in it may have. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun: string[] = []
  for await (const part of bytes) {
    const [first = '', ...more] = decoder.decode(part, { stream: true }).split('\n')
    begun.push(first)
    for (const next of more) {
      yield begun.join('')
      begun = [next]
    }
  }
  const last = begun.join('') + decoder.decode()
  if (last !== '') yield last
}
