import { createContext, useContext } from 'react'
import type { Input } from './createInput'

export const InputContext = createContext<Input | undefined>(undefined)

/** @throws Error outside an InputProvider. */
export function useInput(): Input {
  const input = useContext(InputContext)
  if (!input) throw new Error('no InputProvider above this component')
  return input
}
