import type { Database, Queryable, SqlValue } from '../../src/storage/database.ts'

/** A database that can be made to fail or to wait, statement by statement. */
export interface FaultyDatabase extends Database {
  /** Called before each statement; what it throws is what the statement fails with. */
  before: (text: string) => void | Promise<void>
  /** Called after each statement has done its work; when it throws, the statement seems to have failed. */
  after: (text: string) => void | Promise<void>
}

export function makeFaulty(database: Database): FaultyDatabase {
  const faulty: FaultyDatabase = {
    ...database,
    ...wrap(database),
    before: () => {},
    after: () => {},
    transaction: work => database.transaction(tx => work(wrap(tx))),
  }
  function wrap(queryable: Queryable): Queryable {
    return {
      ...queryable,
      async query<Row extends object>(text: string, parameters?: readonly SqlValue[]): Promise<Row[]> {
        await faulty.before(text)
        const rows = await queryable.query<Row>(text, parameters)
        await faulty.after(text)
        return rows
      },
    }
  }
  return faulty
}

/** Whether a statement stores updates. */
export function isAppend(text: string): boolean {
  return text.includes('insert into updates')
}

/** Whether a statement loads a document. */
export function isLoad(text: string): boolean {
  return text.includes('seq nulls first')
}
