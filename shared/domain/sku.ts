/**
 * Name and spec of a product as one text, equal for spellings that differ only in width, case, spaces or brackets.
 * A point between digits stays (1.5kg is not 15kg). The next round's listing is found by it.
 */
export function skuOf(name: string, spec: string): string {
  return spec.trim() === '' ? normalise(name) : `${normalise(name)}|${normalise(spec)}`
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?!(?<=\d)\.(?=\d))[\s\p{P}\p{Cc}\p{Cf}]/gu, '')
}
