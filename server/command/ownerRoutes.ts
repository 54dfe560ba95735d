import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { sha256Hex } from '../hq/secrets'
import type { Log } from '../log'
import { answerCommand, type CommandAnswer } from './answerCommand'
import type { Desk } from './command'
import { ownerPath } from './ownerDoor'

const mostWords = 1000
const asked = z.object({ argv: z.array(z.string()).max(mostWords), folder: z.string() })

/** Commands of whoever can read the centre's folder. Whatever comes of one is answered in JSON. */
export function ownerRoutes(desk: Omit<Desk, 'folder'>, secret: string, log: Log): Hono {
  return new Hono().post(ownerPath, async (c) => {
    const shown = c.req.header('authorization') ?? ''
    if (!timingSafeEqual(Buffer.from(sha256Hex(shown)), Buffer.from(sha256Hex(`Bearer ${secret}`))))
      return c.notFound()
    const read = asked.safeParse(await c.req.json().catch(() => null))
    if (!read.success)
      return c.json(
        { ok: false, text: `a command of at most ${mostWords} words` } satisfies CommandAnswer,
        400,
      )
    const { argv, folder } = read.data
    const answer = await answerCommand({ ...desk, folder }, argv, log)
    return c.json(answer, answer.fault ? 500 : 200)
  })
}
