import type { At, Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import { Picture } from '../../shared/domain/picture'
import { type FactId, factIdOf, type RoundId } from '../../shared/kernel/ids'
import { ADesk, morningMs, round } from './aDesk'
import { day } from './aRound'

/** One desk that decides as the app does: a command is one entry, and can be taken back by the facts it wrote. */
export class AShiftAtTheDesk {
  readonly picture = new Picture()
  /** The facts of every command that was accepted, oldest first. */
  readonly commands: (readonly FactId[])[] = []
  private readonly desk = new ADesk('desk-a')
  private written = 0

  get fold(): Fold {
    return this.picture.round(round) ?? new Fold()
  }

  /** @returns 'ok', or why not */
  run<Args>(decide: Decide<Args>, args: Args): string {
    return this.decided(round, decide, args)
  }

  /** The same, for what belongs to the site and to no round. */
  runAtSite<Args>(decide: Decide<Args>, args: Args): string {
    return this.decided(null, decide, args)
  }

  write(...facts: readonly Fact[]): readonly FactId[] {
    return this.writeIn(round, facts)
  }

  private decided<Args>(scope: RoundId | null, decide: Decide<Args>, args: Args): string {
    const decision = decide(this.at(), args)
    if (!decision.ok) return decision.refusal
    this.writeIn(scope, decision.facts)
    return 'ok'
  }

  private writeIn(scope: RoundId | null, facts: readonly Fact[]): readonly FactId[] {
    this.written += 1
    const entry = this.desk.writeIn(scope, morningMs + this.written, ...facts)
    this.picture.apply(entry)
    const factIds = facts.map((_, index) => factIdOf(entry.id, index))
    this.commands.push(factIds)
    return factIds
  }

  private at(): At {
    return {
      roundId: round,
      fold: this.fold,
      site: this.picture.site,
      nowMs: morningMs + this.written,
      today: day('2026-04-01'),
      deviceId: this.desk.deviceId,
      newId: () => `new-${this.written}`,
    }
  }
}
