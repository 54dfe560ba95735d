import type { Grams, Pieces } from '../../../shared/kernel/quantity'
import { GramsText, PiecesText } from '../../ui/index'

/** Weighed goods by their weight, or by portions where the weight was not announced; all others as a bare number. */
export function CountedText(props: { pieces: Pieces; grams: Grams | null; byWeight: boolean }) {
  if (!props.byWeight) return props.pieces
  if (props.grams !== null) return <GramsText grams={props.grams} />
  return <PiecesText pieces={props.pieces} portions />
}
