/** The word by which Node, a driver or a database names what went wrong; empty where it gives none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}
