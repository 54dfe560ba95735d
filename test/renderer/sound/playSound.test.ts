import { expect, test } from 'vitest'
import { onSound, playSound, setVolume } from '../../../renderer/sound/playSound'
import { soundPlan } from '../../../renderer/sound/soundPlan'

test('a machine without audio stays silent and nothing breaks', () => {
  const heard: string[] = []
  const stop = onSound((name) => heard.push(name))
  setVolume(Number.NaN)
  playSound('ok')
  setVolume(2)
  playSound('stop')
  stop()
  playSound('done')
  expect(heard).toEqual(['ok', 'stop'])
})

test('success is high and short, stop low and double, attention two equal tones, unknown rising', () => {
  const { ok, stop, attention, unknown } = soundPlan
  expect(ok).toEqual([{ atMs: 0, forMs: 80, hertz: 880 }])
  expect(stop).toHaveLength(2)
  expect(stop.every(({ hertz }) => hertz < 200)).toBe(true)
  expect(new Set(attention.map(({ hertz, forMs }) => `${hertz} ${forMs}`)).size).toBe(1)
  expect(unknown[0]?.toHertz).toBeGreaterThan(unknown[0]?.hertz ?? 0)
})
