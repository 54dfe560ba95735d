/** Those of `names` that a person may have meant, the nearest first; all of them where there are few. */
export function nearest(typed: string, names: readonly string[]): readonly string[] {
  const few = 5
  const far = (name: string) => editsBetween(typed.toLowerCase(), name.toLowerCase())
  return [...names].sort((a, b) => far(a) - far(b)).slice(0, few)
}

/** Commands of the first word that was typed, or of one a slip of the hand away from it; the nearest first. */
export function nearCommands(
  [first = '', second = '']: readonly string[],
  names: readonly string[],
): readonly string[] {
  const slip = 2
  const far = (name: string) => editsBetween(first.toLowerCase(), name.split(' ')[0] ?? '')
  const least = Math.min(...names.map(far))
  if (least > slip) return []
  return nearest(
    `${first} ${second}`,
    names.filter((name) => far(name) === least),
  )
}

/** Letters to put in, take out or change. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      const [left = 0, above = 0, across = 0] = [next[j], row[j + 1], row[j]]
      next.push(Math.min(left + 1, above + 1, across + (letter === b[j] ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}
