import { parseId, type ReplicaId } from '../ids.ts'

/**
 * The identity of one entry of a shared log: replica and counter, unique for ever because a replica id is
 * fresh for every start of a worker. Written `replica.counter`.
 */
export type Dot = `${string}.${number}`

/** The dot as text: the form in which entries name the entries they replace. */
export function makeDot(replica: ReplicaId, counter: number): Dot {
  return `${replica}.${counter}`
}

/** Replica and counter of a dot's text, or undefined when it is not one. */
export function parseDot(
  text: string,
): { readonly replica: ReplicaId; readonly counter: number } | undefined {
  const point = text.indexOf('.')
  if (point < 0) return undefined
  const replica = parseId<ReplicaId>(text.slice(0, point))
  const digits = text.slice(point + 1)
  if (replica === undefined || !/^[1-9]\d{0,14}$/.test(digits)) return undefined
  return { replica, counter: Number(digits) }
}
