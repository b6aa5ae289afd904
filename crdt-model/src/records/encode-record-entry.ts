import { isId, type ReplicaId } from '../ids.ts'
import type { Dot } from '../log/dot.ts'
import { parseDot } from '../log/dot.ts'
import type { Fields, FieldValue, RecordEntry } from './record-entry.ts'

/** Bounds of one entry, so that a hostile one costs its writer more than its readers. SPEC R7. */
export const RECORD_ENTRY_BOUNDS = {
  fields: 64,
  fieldNameLength: 48,
  /** Dots that one entry may replace, over all its fields. */
  replaced: 1024,
  /** Strings, keys and elements of one field's value, summed up: characters and nodes. */
  valueSize: 65_536,
  valueDepth: 6,
  whoLength: 64,
} as const

const NOTHING_REPLACED: RecordEntry['replaces'] = Object.freeze({})

/** The entry as it stands in the log: `[replica, counter, record, fields, replaces | 0, who, at]`. */
export function encodeRecordEntry(entry: RecordEntry): unknown {
  const replaces = Object.keys(entry.replaces).length === 0 ? 0 : entry.replaces
  return [entry.replica, entry.counter, entry.record, entry.fields, replaces, entry.who, entry.at]
}

/**
 * The entry of a raw log value, or undefined when it is not exactly one: wrong shape, out of bounds, or a key that
 * plain objects already have. Shares `fields` and `replaces` with the raw value: neither may be changed.
 */
export function decodeRecordEntry(raw: unknown): RecordEntry | undefined {
  if (!Array.isArray(raw) || raw.length !== 7) return undefined
  const [replica, counter, record, fields, replaces, who, at] = raw as readonly unknown[]
  if (!isReplicaId(replica) || typeof record !== 'string' || !isId(record)) return undefined
  if (!isCount(counter) || counter < 1 || !isCount(at)) return undefined
  if (typeof who !== 'string' || who.length > RECORD_ENTRY_BOUNDS.whoLength) return undefined
  if (!isFields(fields)) return undefined
  if (replaces === 0) return { replica, counter, record, fields, replaces: NOTHING_REPLACED, who, at }
  if (!isReplaces(replaces, fields, `${replica}.${counter}`)) return undefined
  return { replica, counter, record, fields, replaces, who, at }
}

function isReplicaId(value: unknown): value is ReplicaId {
  return typeof value === 'string' && isId(value)
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

function isPlainObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
}

/** A name that reads nothing from the prototype of a plain object. */
function isFieldName(name: string): boolean {
  return name.length > 0 && name.length <= RECORD_ENTRY_BOUNDS.fieldNameLength && !(name in Object.prototype)
}

function isFields(value: unknown): value is Fields {
  if (!isPlainObject(value)) return false
  let count = 0
  for (const name in value) {
    if (++count > RECORD_ENTRY_BOUNDS.fields || !isFieldName(name)) return false
    if (valueSize(value[name], 0) > RECORD_ENTRY_BOUNDS.valueSize) return false
  }
  return count > 0
}

/** How large a field's value is, or infinity when it is not plain JSON or too deep. */
function valueSize(value: unknown, depth: number): number {
  switch (typeof value) {
    case 'string':
      return value.length
    case 'boolean':
      return 1
    case 'number':
      return Number.isFinite(value) ? 1 : Number.POSITIVE_INFINITY
    case 'object':
      return value === null ? 1 : containerSize(value, depth + 1)
    default:
      return Number.POSITIVE_INFINITY
  }
}

function containerSize(value: object, depth: number): number {
  if (depth > RECORD_ENTRY_BOUNDS.valueDepth) return Number.POSITIVE_INFINITY
  let size = 1
  if (Array.isArray(value)) {
    for (const element of value as readonly unknown[]) {
      size += 1 + valueSize(element, depth)
      if (size > RECORD_ENTRY_BOUNDS.valueSize) return size
    }
    return size
  }
  if (!isPlainObject(value)) return Number.POSITIVE_INFINITY
  for (const key in value) {
    if (key in Object.prototype) return Number.POSITIVE_INFINITY
    size += key.length + 1 + valueSize(value[key], depth)
    if (size > RECORD_ENTRY_BOUNDS.valueSize) return size
  }
  return size
}

/** Only fields that the entry itself writes may be replaced, and never by the entry's own dot. */
function isReplaces(value: unknown, fields: Fields, own: Dot): value is RecordEntry['replaces'] {
  if (!isPlainObject(value)) return false
  let count = 0
  for (const field in value) {
    const dots = value[field]
    if (!Object.hasOwn(fields, field) || !Array.isArray(dots)) return false
    for (const dot of dots as readonly unknown[]) {
      if (++count > RECORD_ENTRY_BOUNDS.replaced) return false
      if (typeof dot !== 'string' || dot === own || parseDot(dot) === undefined) return false
    }
  }
  return count > 0
}

/** Whether two field values are the same JSON; the order of an object's keys does not matter. */
export function sameValue(a: FieldValue, b: FieldValue): boolean {
  return a === b || (typeof a === 'object' && typeof b === 'object' && canonicalJson(a) === canonicalJson(b))
}

/** JSON with object keys in order of their code units: one text for one value. */
export function canonicalJson(value: FieldValue): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  if (isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members = Object.keys(value).sort()
  return `{${members.map(key => `${JSON.stringify(key)}:${canonicalJson(value[key] ?? null)}`).join(',')}}`
}

/** `Array.isArray` does not narrow read-only arrays. */
function isArray(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}
