const scale = Number(process.env['FAULTS_SCALE'] ?? 0)

/** All of `full` by `npm run faults`, a part of it by its `--scale`; `brief` of it with every `npm test`. */
export function howMany(full: number, brief = 1): number {
  return scale > 0 ? Math.max(1, Math.round(full * scale)) : brief
}
