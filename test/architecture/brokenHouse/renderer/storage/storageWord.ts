import { create } from 'zustand'
import { kernelWord } from '../../shared/kernel/kernelWord'

export const storageWord = `${kernelWord}${String(create)}`
