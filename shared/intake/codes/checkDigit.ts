/** The GS1 modulo-10 check digit of `digits` (without its check digit); works for GTIN, SSCC and GLN alike. */
export function gs1CheckDigit(digits: string): string {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const weight = (digits.length - i) % 2 === 1 ? 3 : 1
    sum += (digits.charCodeAt(i) - 48) * weight
  }
  return String((10 - (sum % 10)) % 10)
}

/** Whether the last of these digits is the GS1 check digit of the others. False for anything but digits. */
export function hasGs1CheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && gs1CheckDigit(digits.slice(0, -1)) === digits.slice(-1)
}
