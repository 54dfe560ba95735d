import Dexie from 'dexie'
import { mainWord } from '../../electron/mainWord'
import { storageWord } from '../storage/storageWord'

export const screenWord = `${mainWord}${storageWord}${String(Dexie)}`
