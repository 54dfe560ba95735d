import { type Identity, maskAddress, maskName, maskPhone } from '../../../shared/domain/identity'
import { OneLine } from './OneLine'

/** Who a household is, in one line; in full only where somebody asked. */
export function MaskedParty({
  party,
  shown = false,
}: {
  party: Pick<Identity, 'name' | 'phone' | 'address'>
  shown?: boolean
}) {
  const { name, phone, address } = party
  return (
    <OneLine>
      <b>{shown ? name : maskName(name)}</b>
      {phone !== null && <span>{shown ? phone : maskPhone(phone)}</span>}
      {address !== null && <span>{shown ? address : maskAddress(address)}</span>}
    </OneLine>
  )
}
