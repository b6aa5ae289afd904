import type { ReplicaId } from '../ids.ts'

/**
 * The identity of one entry of a shared log: replica and counter, unique for ever because a replica id is
 * fresh for every start of a worker. Written `replica.counter`.
 */
export type Dot = `${string}.${number}`

/** The dot as text: the form in which entries name the entries they replace. */
export function makeDot(replica: ReplicaId, counter: number): Dot {
  return `${replica}.${counter}`
}
