import type { ReplicaId } from '../ids.ts'
import type { Dot } from '../log/dot.ts'

/** What a field of a record may hold: plain JSON. Money is minor units, quantity thousandths, rates millionths. */
export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [key: string]: FieldValue }

/** Fields by name, as a person wrote them in one go. */
export type Fields = { readonly [field: string]: FieldValue }

/** One immutable entry of a record log: somebody wrote some fields of one record. SPEC R1. */
export interface RecordEntry {
  readonly replica: ReplicaId
  /** Counts this replica's entries in this log from 1. */
  readonly counter: number
  readonly record: string
  readonly fields: Fields
  /** For each field, the dots of the values that the writer saw and replaces. */
  readonly replaces: { readonly [field: string]: readonly Dot[] }
  /** Who wrote: a user or person id. */
  readonly who: string
  /** When, in whole seconds since 1970: shown to people, never used to decide. */
  readonly at: number
}

/** One of the values a field has at the moment, and where it comes from. */
export interface FieldVersion {
  readonly value: FieldValue
  readonly dot: Dot
  readonly who: string
  readonly at: number
}

/** The state of one field: clean, or in conflict with every value kept until a person picks one. SPEC R3, R4. */
export type FieldState =
  | { readonly kind: 'settled'; readonly version: FieldVersion }
  | {
      readonly kind: 'conflict'
      /** All present values, in one order that is the same on every replica. */
      readonly versions: readonly FieldVersion[]
      /** What tills use until the conflict is settled: the same on every replica. */
      readonly pick: FieldVersion
    }

/** A record as its fold shows it. */
export interface RecordState {
  readonly id: string
  readonly fields: ReadonlyMap<string, FieldState>
}
