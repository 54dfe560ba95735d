import type { Sql } from '../../server/db/sql'

/**
 * A database whose centre may die around every commit. Before it, all is written and nothing of it stays; after it, all
 * stays and only the answer is lost. There is no other copy of the centre: notices to those go by the machine's clock,
 * of which a world has none.
 * @param mayDie throws where it does
 */
export function dyingSql(sql: Sql, mayDie: () => void): Sql {
  return {
    ...sql,
    query: async (text, values) => (text.includes('pg_notify') ? [] : sql.query(text, values)),
    listen: async () => async () => {},
    transaction: async (work) => {
      const result = await sql.transaction(async (tx) => {
        const last: [string, readonly unknown[]][] = []
        const result = await work({ ...tx, withCommit: (text, values) => last.push([text, values]) })
        for (const [text, values] of last) await tx.query(text, values)
        mayDie()
        return result
      })
      mayDie()
      return result
    },
  }
}
