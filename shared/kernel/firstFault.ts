interface Faults {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[]
}

/** Of all that a schema found wrong the first, behind the name of its member: short enough to go out whole. */
export function firstFault({ issues }: Faults): string {
  const [first] = issues
  if (!first) return 'it is not as it should be'
  const member = first.path.map(String).join('.')
  const said = member === '' ? first.message : `${member}: ${first.message}`
  return issues.length === 1 ? said : `${said} (and ${issues.length - 1} more)`
}
