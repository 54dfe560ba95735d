import { useRef } from 'react'

/** Keys and scans of one screen take turns: the second is answered by what the first left behind. */
export function useInTurn(): (work: () => Promise<void>) => Promise<void> {
  const last = useRef<Promise<void>>(Promise.resolve())
  return (work) => {
    const turn = last.current.then(work)
    last.current = turn.catch(() => {})
    return turn
  }
}
