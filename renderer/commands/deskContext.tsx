import { createContext, useContext } from 'react'
import type { Desk } from './desk'

export const DeskContext = createContext<Desk | null>(null)

export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (desk === null) throw new Error('no desk around this component')
  return desk
}
