import { z } from 'zod'

/**
 * Everything the desk may ask of the machine it runs on, and nothing else. One table: the main process checks
 * every call against it in both directions, the preload and the browser host implement the type made from it.
 * Methods answer with a value from a closed list instead of throwing: an error loses its fields on the way.
 */

const oneSentence = z.string().min(1).max(300)

/** What to print: the page that is on screen, through its own print rules. */
export const printRequest = z.strictObject({
  /** Paper in millimetres, as it comes out of the printer. Absent: whatever the printer has. */
  paperMm: z
    .strictObject({ width: z.number().min(10).max(500), height: z.number().min(10).max(2000) })
    .optional(),
  copies: z.number().int().min(1).max(99).optional(),
  /** Print at once on this printer, without asking. Absent: the system's own dialog asks. */
  deviceName: z.string().min(1).max(200).optional(),
})
export type PrintRequest = z.infer<typeof printRequest>

/** A plain file name: no folder, no control characters, nothing Windows keeps for itself. */
export const fileName = z
  .string()
  .min(1)
  .max(120)
  .regex(/^[^\u0000-\u001f\u007f<>:"/\\|?*]+$/)
  .regex(/[^. ]$/)
  .refine((name) => !/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(name))

const mebibyte = 2 ** 20
const bytes = z.instanceof(Uint8Array)
const sealed = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), bytes }),
  // cannot-open: sealed by another account of this computer, or damaged. The cure is to enrol again, never to wipe.
  z.strictObject({ ok: z.literal(false), because: z.enum(['not-available', 'cannot-open']) }),
])

export const bridgeCalls = {
  host: {
    takes: z.tuple([]),
    gives: z.strictObject({ kind: z.enum(['electron', 'browser']), version: z.string() }),
  },
  printPage: {
    takes: z.tuple([printRequest]),
    gives: z.enum(['printed', 'cancelled', 'no-printer', 'failed']),
  },
  saveFile: {
    takes: z.tuple([fileName, bytes.refine((b) => b.byteLength <= 256 * mebibyte)]),
    gives: z.enum(['saved', 'cancelled', 'failed']),
  },
  sealKey: {
    takes: z.tuple([bytes.refine((b) => b.byteLength > 0 && b.byteLength <= 4096)]),
    gives: sealed,
  },
  unsealKey: {
    takes: z.tuple([bytes.refine((b) => b.byteLength > 0 && b.byteLength <= 16_384)]),
    gives: sealed,
  },
  /** How much work would be left behind if the window closed now; with the words to ask the person in. */
  reportUnsaved: {
    takes: z.tuple([
      z.strictObject({
        count: z.number().int().min(0).max(1_000_000_000),
        question: oneSentence,
        leave: oneSentence,
        stay: oneSentence,
      }),
    ]),
    gives: z.literal('noted'),
  },
} as const satisfies Record<string, { takes: z.ZodType<unknown[]>; gives: z.ZodType }>

export type BridgeCall = keyof typeof bridgeCalls

export type DesktopBridge = {
  readonly [Call in BridgeCall]: (
    ...args: z.infer<(typeof bridgeCalls)[Call]['takes']>
  ) => Promise<z.infer<(typeof bridgeCalls)[Call]['gives']>>
}

/** What unsealKey and sealKey answer. */
export type Sealed = z.infer<typeof sealed>
/** What reportUnsaved takes. */
export type UnsavedWork = z.infer<(typeof bridgeCalls)['reportUnsaved']['takes']>[0]
