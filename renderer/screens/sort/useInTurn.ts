import { useRef } from 'react'

/** Keys and scans of one screen take turns: the second is answered by what the first left behind. */
export function useInTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return (work) => {
    const turn = last.current.then(work)
    last.current = turn.catch(() => {})
    return turn
  }
}
