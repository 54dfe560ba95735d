import type { Identity } from '../../../shared/domain/identity'
import { household } from '../../builders/aRound'
import type { ALinkedDesk } from './aLinkedDesk'

export const zhang = (version: number, more: Partial<Identity> = {}): Identity => ({
  householdId: household('zhang'),
  name: '张三',
  phone: '13800138000',
  address: null,
  note: null,
  version,
  ...more,
})

export const nameAt = ({ desk }: ALinkedDesk) => desk.point.people.get(household('zhang'))?.name

/** Two desks of a site know 张三, and the centre has answered for it. */
export async function bothKnowZhang(first: ALinkedDesk, second: ALinkedDesk): Promise<void> {
  await first.desk.keepPeople([zhang(1)])
  await second.until(() => nameAt(second) === '张三')
  await first.until(() => !first.people.waits)
}
