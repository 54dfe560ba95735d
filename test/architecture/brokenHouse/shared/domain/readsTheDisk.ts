import { readFileSync } from 'node:fs'
import { screenWord } from '../../renderer/screens/screenWord'

export const domainWord = `${screenWord}${String(readFileSync)}`
