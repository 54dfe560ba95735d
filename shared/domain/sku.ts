/**
 * Name and spec of a product as one text, equal for spellings that differ only in width, case, spaces or brackets.
 * The next round's listing is found by it.
 */
export function skuOf(name: string, spec: string): string {
  return spec.trim() === '' ? normalise(name) : `${normalise(name)}|${normalise(spec)}`
}

function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{Cc}\p{Cf}]/gu, '')
}
