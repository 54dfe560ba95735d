import { anEmbeddedCentre } from './anEmbeddedCentre'
import { centreContract } from './theCentre.contract'

centreContract(anEmbeddedCentre())
