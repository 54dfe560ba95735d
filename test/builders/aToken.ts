let made = 0

/** Another one each time, also where test files share a database. */
export function aToken(): string {
  made += 1
  return `token-${process.pid}-${made}-`.padEnd(64, 'x')
}
