/** What a sound says. Never only sound: the same is on the screen as words, colour and place. */
export type SoundName = 'ok' | 'attention' | 'stop' | 'unknown' | 'done'

/** One tone. Times in ms from the start of the sound. */
export type Tone = {
  readonly atMs: number
  readonly forMs: number
  readonly hertz: number
  readonly toHertz?: number
}

/** Success short and high; attention two equal tones; stop low and double; unknown rising; done three steps up. */
export const soundPlan: Readonly<Record<SoundName, readonly Tone[]>> = {
  ok: [{ atMs: 0, forMs: 80, hertz: 880 }],
  attention: [
    { atMs: 0, forMs: 110, hertz: 587 },
    { atMs: 170, forMs: 110, hertz: 587 },
  ],
  stop: [
    { atMs: 0, forMs: 200, hertz: 165 },
    { atMs: 260, forMs: 280, hertz: 165 },
  ],
  unknown: [{ atMs: 0, forMs: 260, hertz: 330, toHertz: 740 }],
  done: [
    { atMs: 0, forMs: 90, hertz: 660 },
    { atMs: 100, forMs: 90, hertz: 880 },
    { atMs: 200, forMs: 160, hertz: 1047 },
  ],
}
