/** Closes a switch over a union: a new member stops compiling here. */
export function assertNever(value: never): never {
  throw new Error(`unhandled: ${JSON.stringify(value)}`)
}
