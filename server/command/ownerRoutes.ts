import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { z } from 'zod'
import { sha256Hex } from '../hq/secrets'
import { Refused } from '../hq/sites'
import type { Desk } from './command'
import { ownerPath } from './ownerDoor'
import { runCommand } from './runCommand'

const asked = z.object({ argv: z.array(z.string()).max(50), folder: z.string() })

/** Commands of whoever can read the centre's folder. */
export function ownerRoutes(desk: Omit<Desk, 'folder'>, secret: string): Hono {
  return new Hono().post(ownerPath, async (c) => {
    const shown = c.req.header('authorization') ?? ''
    if (!timingSafeEqual(Buffer.from(sha256Hex(shown)), Buffer.from(sha256Hex(`Bearer ${secret}`))))
      return c.notFound()
    const { argv, folder } = asked.parse(await c.req.json())
    try {
      return c.json({ ok: true, text: await runCommand({ ...desk, folder }, argv) })
    } catch (error) {
      if (error instanceof Refused) return c.json({ ok: false, text: error.message })
      throw error
    }
  })
}
