import { type Asked, straight, type Way } from './faultProxy'

/** What a desk asks of the centre, by the request. */
export const steps = {
  enrol: /^POST \/v1\/enrol$/,
  me: /^GET \/v1\/me$/,
  push: /^POST \/v1\/entries$/,
  page: /^GET \/v1\/feeds\/[^/]+\/entries$/,
  devices: /^GET \/v1\/feeds\/[^/]+\/devices$/,
  snapshot: /^GET \/v1\/feeds\/[^/]+\/snapshot$/,
  segment: /^GET \/v1\/feeds\/[^/]+\/segments\/0$/,
  'people there': /^POST \/v1\/feeds\/[^/]+\/identities$/,
  'people back': /^GET \/v1\/feeds\/[^/]+\/identities$/,
  stream: /^GET \/v1\/stream$/,
  photo: /^PUT \/v1\/feeds\/[^/]+\/blobs\//,
}
export type Step = keyof typeof steps

export function stepOf({ method, path }: Pick<Asked, 'method' | 'path'>): string | undefined {
  const asked = `${method} ${path.split('?')[0]}`
  return Object.entries(steps).find(([, pattern]) => pattern.test(asked))?.[0]
}

const cut =
  (at: (length: number) => number): Way =>
  async (_asked, pass) => {
    const passed = await pass()
    // A stream has no length: it is cut in its padding, and in its first hint behind that.
    const length = Buffer.isBuffer(passed.body) ? passed.body.length : 2100
    return { ...passed, cutAt: at(length) }
  }

/** Where the line may be cut, by when that is. */
export const cuts: Readonly<Record<string, Way>> = {
  'before it arrived': async () => 'reset',
  'after the centre had it': async (_asked, pass) => {
    await pass()
    return 'reset'
  },
  'after the head of the reply': cut(() => 0),
  'after one byte': cut(() => 1),
  'in the middle': cut((length) => Math.floor(length / 2)),
  'before the last byte': cut((length) => Math.max(0, length - 1)),
}

/** Every one of these steps with every cut. */
export const gridOf = <S extends Step>(of: readonly S[]): readonly (readonly [S, string])[] =>
  of.flatMap((step) => Object.keys(cuts).map((how) => [step, how] as const))

/** Twice, so that the repetition meets it as well. */
export const timesCut = 2

/** Cuts one step and lets everything else through. @param isCutNow asked whenever the step is met */
export function cutting(step: Step, how: string, isCutNow: () => boolean): Way {
  return (asked, pass) =>
    stepOf(asked) === step && isCutNow() ? (cuts[how] ?? straight)(asked, pass) : straight(asked, pass)
}
