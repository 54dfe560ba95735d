import type { ACentre } from './aCentre'
import { blobsContract } from './blobs.contract'
import { desksContract } from './desks.contract'
import { enrolmentContract } from './enrolment.contract'
import { entriesContract } from './entries.contract'
import { historyContract } from './history.contract'
import { operatorsContract } from './operators.contract'
import { peopleContract } from './people.contract'
import { poisonContract } from './poison.contract'
import { reportsContract } from './reports.contract'
import { setBackContract } from './setBack.contract'
import { tenantsContract } from './tenants.contract'
import { warehousesContract } from './warehouses.contract'

/** One suite for the centre, whatever database it stands on. */
export function centreContract(at: () => ACentre): void {
  entriesContract(at)
  enrolmentContract(at)
  desksContract(at)
  operatorsContract(at)
  peopleContract(at)
  historyContract(at)
  poisonContract(at)
  blobsContract(at)
  reportsContract(at)
  setBackContract(at)
  tenantsContract(at)
  warehousesContract(at)
}
