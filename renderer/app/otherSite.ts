import { parseBagCode } from '../../shared/domain/label/ownCodes'
import type { Picture } from '../../shared/domain/picture'
import { currentRound } from '../../shared/domain/round/currentRound'
import type { ScannedCode } from '../../shared/intake/codes/scannedCode'
import { scannedGoods } from '../../shared/intake/codes/scannedGoods'

/** What is asked of a site: does the code mean anything there? */
export interface AskedSite {
  readonly picture: Picture
}

/** The sites a code belongs to, where it means nothing here; none where it does, or nobody knows it. */
export function otherSitesOf<Site extends AskedSite>(
  code: ScannedCode,
  here: AskedSite,
  others: readonly Site[],
): readonly Site[] {
  for (const belongs of waysToBelong(code)) {
    if (belongs(here.picture)) return []
    const found = others.filter(({ picture }) => belongs(picture))
    if (found.length > 0) return found
  }
  return []
}

/** The most certain first: a bag that is there before one whose label names the round. */
function waysToBelong(code: ScannedCode): readonly ((picture: Picture) => boolean)[] {
  switch (code.kind) {
    case 'bag': {
      const roundCode = parseBagCode(code.bagCode)?.roundCode
      return [
        (picture) => foldsOf(picture).some((fold) => fold.state('bag', code.bagCode) !== undefined),
        (picture) => foldsOf(picture).some((fold) => currentRound(fold)?.opened?.roundCode === roundCode),
      ]
    }
    case 'pickup':
      return [(picture) => foldsOf(picture).some((fold) => fold.memberCount(`pickup:${code.pickupCode}`) > 0)]
    case 'retail':
    case 'gs1':
    case 'in-store':
    case 'unknown':
      return [
        (picture) =>
          foldsOf(picture).some((fold) => scannedGoods(fold, picture.site, code)?.productId !== undefined),
      ]
    default:
      // A place on a wall or a shelf, four digits of a phone: every site has its own of these.
      return []
  }
}

function foldsOf(picture: Picture) {
  return picture.roundIds().flatMap((roundId) => picture.round(roundId) ?? [])
}
