import type { z } from 'zod'
import type { Problem, ProblemCode } from '../../shared/contract/syncProblem'
import { firstFault } from '../../shared/kernel/firstFault'
import { databaseRefused, lacksGrant } from '../db/databaseRefused'
import { DatabaseBusy } from '../db/sql'

const statusOf = {
  protocol: 426,
  unauthorised: 401,
  revoked: 403,
  'not-your-feed': 403,
  'not-found': 404,
  'wrong-code': 403,
  'other-site': 409,
  'secret-lost': 409,
  'token-void': 409,
  epoch: 409,
  'other-last': 409,
  'bad-json': 400,
  'bad-request': 400,
  'too-large': 413,
  'slow-down': 429,
  busy: 503,
  broken: 500,
} as const satisfies Record<ProblemCode, number>

/** A request that is not answered, with the reason that goes out; thrown anywhere, turned into an answer once. */
export class Refusal extends Error {
  readonly problem: Problem

  constructor(
    code: ProblemCode,
    more: Omit<Problem, 'code'> = {},
    readonly retryAfterS?: number,
  ) {
    super(more.because ?? code)
    this.problem = { code, ...more }
  }

  get status(): (typeof statusOf)[ProblemCode] {
    return statusOf[this.problem.code]
  }
}

export const busyForS = 2

/** What was asked, read. @throws Refusal `bad-request`, which names the member that is wrong and what it may be */
export function readAs<T>(request: z.ZodType<T>, given: unknown): T {
  const read = request.safeParse(given)
  if (!read.success) throw new Refusal('bad-request', { because: firstFault(read.error) })
  return read.data
}

/** What goes out for what was thrown; of a fault of ours nothing but that it is one. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const refuses = databaseRefused(error) !== undefined && !lacksGrant(error)
  return error instanceof DatabaseBusy || refuses ? new Refusal('busy', {}, busyForS) : new Refusal('broken')
}
