import { storageWord } from '../storage/storageWord'

export const uiWord = storageWord
