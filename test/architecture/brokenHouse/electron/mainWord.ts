import { addRxPlugin } from 'rxdb'
import { domainWord } from '../shared/domain/readsTheDisk'

export const mainWord: string = `${domainWord}${String(addRxPlugin)}`
