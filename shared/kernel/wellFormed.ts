/** True when the text has no half of a character: such a text cannot be written as UTF-8 and read back. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text)
}

/** The text without control characters and halves of characters, which no database and no screen can hold. */
export function plainText(text: string): string {
  return text.replace(/[\p{Cc}\p{Surrogate}]/gu, ' ')
}
