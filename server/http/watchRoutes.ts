import { timingSafeEqual } from 'node:crypto'
import { Hono } from 'hono'
import { paths } from '../../shared/contract/sync'
import { sha256Hex } from '../hq/secrets'
import type { CentreContext, CentreEnv } from './answer'
import { openApi } from './openApi'
import type { Parts } from './parts'
import { Refusal } from './refusal'

/** For whoever watches over the centre. Only that it lives is said to everybody. */
export function watchRoutes({ ready, metrics, watchToken }: Parts): Hono<CentreEnv> {
  const onlyWatchers = (c: CentreContext): void => {
    const shown = /^Bearer (.{1,500})$/.exec(c.req.header('authorization') ?? '')?.[1]
    if (watchToken === null || shown === undefined || !isSame(shown, watchToken))
      throw new Refusal('not-found')
  }
  return new Hono<CentreEnv>()
    .get(paths.health, (c) => c.text('ok'))
    .get('/readyz', async (c) => {
      await ready()
      return c.text('ready')
    })
    .get('/metrics', (c) => {
      onlyWatchers(c)
      return c.text(metrics.text(), 200, { 'content-type': 'text/plain; version=0.0.4' })
    })
    .get('/openapi.json', (c) => {
      onlyWatchers(c)
      return c.json(openApi())
    })
}

function isSame(shown: string, wanted: string): boolean {
  return timingSafeEqual(Buffer.from(sha256Hex(shown)), Buffer.from(sha256Hex(wanted)))
}
