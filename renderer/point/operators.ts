import { canonicalJson } from '../../shared/kernel/canonicalJson'
import { idOf, type OperatorId } from '../../shared/kernel/ids'
import type { DeskSettings, Operator } from './deskSettings'

/** An operator as the centre names it. */
interface Named {
  readonly operatorId: string
  readonly name: string
  readonly role: string
  readonly removed: boolean
}

/** The desk's list with the centre's in it; those added here stay, for old entries name them. Null: nothing changes. */
export function withCentreOperators(
  kept: readonly Operator[],
  named: readonly Named[],
): readonly Operator[] | null {
  const own = kept.filter(({ role }) => role === undefined)
  const next = [
    ...named.map(
      ({ operatorId, ...line }): Operator => ({ ...line, operatorId: idOf<OperatorId>(operatorId) }),
    ),
    ...own,
  ]
  return canonicalJson(next) === canonicalJson(kept) ? null : next
}

/** Whether the centre says who works at this site: then nobody is added at a desk. */
export function namedByCentre(operators: readonly Operator[]): boolean {
  return operators.some(({ role, removed }) => role !== undefined && removed !== true)
}

/** Who may be chosen now. One added here before the centre named anybody stays until somebody else is chosen. */
export function choosable({ operators, operatorId }: Pick<DeskSettings, 'operators' | 'operatorId'>) {
  const byCentre = namedByCentre(operators)
  return operators.filter(
    ({ operatorId: id, role, removed }) =>
      removed !== true && (!byCentre || role !== undefined || id === operatorId),
  )
}

export function currentOperator({
  operators,
  operatorId,
}: Pick<DeskSettings, 'operators' | 'operatorId'>): Operator | undefined {
  return operators.find((one) => one.operatorId === operatorId)
}
