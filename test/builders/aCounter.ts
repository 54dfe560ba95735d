import type { At, Decided } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import { Picture } from '../../shared/domain/picture'
import { idOf } from '../../shared/kernel/ids'
import { ADesk, morningMs, round } from './aDesk'
import { day } from './aRound'

/** A desk that has written these facts, one entry each, a millisecond apart from 08:00 on. */
export class ACounter {
  readonly picture = new Picture()
  private readonly desk = new ADesk('desk-a')
  private written = 0

  constructor(...facts: readonly Fact[]) {
    for (const fact of facts) this.write(fact)
  }

  get fold(): Fold {
    return this.picture.round(round) ?? new Fold()
  }

  /** @param atMs default: one millisecond after the last */
  write(fact: Fact, atMs = morningMs + this.written): this {
    this.written += 1
    this.picture.apply(this.desk.write(atMs, fact))
    return this
  }

  at(): At {
    return {
      roundId: round,
      fold: this.fold,
      site: this.picture.site,
      nowMs: morningMs + this.written,
      today: day('2026-04-01'),
      deviceId: idOf('desk-a'),
      newId: () => `new-${this.written}`,
    }
  }

  /** Writes what was decided and answers with it. */
  does(decided: Decided): Decided {
    if (decided.ok) for (const fact of decided.facts) this.write(fact)
    return decided
  }
}
