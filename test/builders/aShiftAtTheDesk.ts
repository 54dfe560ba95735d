import type { At, Decide } from '../../shared/domain/decide'
import type { Fact } from '../../shared/domain/facts'
import { Fold } from '../../shared/domain/fold/fold'
import { Picture } from '../../shared/domain/picture'
import { type FactId, factIdOf } from '../../shared/kernel/ids'
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

  run<Args>(decide: Decide<Args>, args: Args): string {
    const decision = decide(this.at(), args)
    if (!decision.ok) return decision.refusal
    this.write(...decision.facts)
    return 'ok'
  }

  write(...facts: readonly Fact[]): readonly FactId[] {
    this.written += 1
    const entry = this.desk.write(morningMs + this.written, ...facts)
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
