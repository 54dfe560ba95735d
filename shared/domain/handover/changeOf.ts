import { type Fen, fen } from '../../kernel/money'

/** 找零: what goes back over the counter; undefined when what was given is less than what is due. */
export function changeOf(dueFen: Fen, tenderedFen: Fen): Fen | undefined {
  return tenderedFen < dueFen ? undefined : fen(tenderedFen - dueFen)
}

/** Yuan as typed at the counter: '20', '20.5', '20.50' → fen; undefined for anything else. */
export function typedYuan(text: string): Fen | undefined {
  const match = /^(\d{1,7})(?:\.(\d{0,2}))?$/.exec(text)
  return match ? fen(Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))) : undefined
}
