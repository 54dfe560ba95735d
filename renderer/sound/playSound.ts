import { type SoundName, soundPlan, type Tone } from './soundPlan'

let context: AudioContext | undefined
let volume = 0.6
let silentForGood = false
const listeners = new Set<(name: SoundName) => void>()

/** 0 (off) to 1. */
export function setVolume(next: number): void {
  volume = Math.min(1, Math.max(0, Number.isFinite(next) ? next : 0))
}

/** Hears every sound asked for, also with the volume at 0: for a visible echo, and for tests. */
export function onSound(listener: (name: SoundName) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Plays at once over what still sounds. Never throws and never waits: a machine without audio stays silent. */
export function playSound(name: SoundName): void {
  for (const listener of listeners) listener(name)
  if (volume === 0) return
  const audio = openContext()
  if (!audio) return
  try {
    for (const tone of soundPlan[name]) playTone(audio, tone)
  } catch {
    silentForGood = true
  }
}

/** Browsers keep audio asleep until a person acts: wakes it on the first key or click. Call once at start. */
export function wakeAudioOnFirstKey(target: Window): () => void {
  const ears = new AbortController()
  const wake = (): void => {
    const audio = openContext()
    audio?.resume().then(
      () => ears.abort(),
      () => undefined,
    )
    if (!audio) ears.abort()
  }
  for (const type of ['keydown', 'pointerdown']) {
    target.addEventListener(type, wake, { capture: true, passive: true, signal: ears.signal })
  }
  return () => ears.abort()
}

function openContext(): AudioContext | undefined {
  if (context || silentForGood || typeof AudioContext === 'undefined') return context
  try {
    context = new AudioContext({ latencyHint: 'interactive' })
  } catch {
    // No sound card or the limit of contexts: the screen still says everything.
    silentForGood = true
  }
  return context
}

function playTone(audio: AudioContext, { atMs, forMs, hertz, toHertz }: Tone): void {
  const start = audio.currentTime + atMs / 1000
  const stop = start + forMs / 1000
  const tone = audio.createOscillator()
  const loudness = audio.createGain()
  tone.type = hertz < 300 ? 'square' : 'sine'
  tone.frequency.setValueAtTime(hertz, start)
  if (toHertz !== undefined) tone.frequency.linearRampToValueAtTime(toHertz, stop)
  // Short ramps: a tone cut off hard clicks.
  loudness.gain.setValueAtTime(0, start)
  loudness.gain.linearRampToValueAtTime(volume, start + 0.008)
  loudness.gain.setValueAtTime(volume, Math.max(start + 0.008, stop - 0.015))
  loudness.gain.linearRampToValueAtTime(0, stop)
  tone.connect(loudness).connect(audio.destination)
  tone.start(start)
  tone.stop(stop)
}
