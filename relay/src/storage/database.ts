/**
 * The port to the relational store. Two adapters implement it: PostgreSQL (`postgres`) and embedded PostgreSQL
 * (PGlite). Both take the same SQL with `$1` parameters, and pass one acceptance suite (`database-acceptance.ts`).
 *
 * Values: bytea is `Uint8Array`, bigint/int8 and numeric counts come back as `number`, timestamptz as `Date`,
 * jsonb as parsed JSON.
 */
export type SqlValue = string | number | boolean | null | Uint8Array | Date

export interface Queryable {
  /** One statement. jsonb parameters are JSON text; at most 65,535 parameters. */
  query<Row extends object>(text: string, parameters?: readonly SqlValue[]): Promise<Row[]>
  /** Several statements without parameters, as a migration file has them. */
  runScript(text: string): Promise<void>
}

export interface Database extends Queryable {
  readonly kind: 'postgresql' | 'embedded'
  /** Runs `work` in one transaction: commits when it resolves, rolls back and rethrows when it rejects. */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>
  /**
   * Runs `work` unless another process that shares the database is at work under the same key. The lock ends with the
   * work, with the connection or with the process. Within a process callers see to it themselves.
   */
  exclusively<Result>(key: number, work: () => Promise<Result>): Promise<Exclusive<Result>>
  /**
   * Hears what processes that share the database say on a channel by `notify`, with the commit that it is part of.
   * @param heard called for each, and whenever some may have been missed; the connection may be lost and come back
   * @returns ends it
   */
  listen(channel: string, heard: () => void): () => Promise<void>
  /** Waits for what is under way, then lets go of connections and of the directory lock. */
  close(): Promise<void>
}

export type Exclusive<Result> =
  | { readonly kind: 'done'; readonly result: Result }
  /** Another process is at it. */
  | { readonly kind: 'taken' }
