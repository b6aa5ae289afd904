import {
  isTillRight,
  TILL_ROLES,
  type TillPerson,
  type TillRight,
  type TillRole,
} from '../access/till-rights.ts'
import { type FieldRule, oneOf, parsed, text, yesOrNo } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import { type RecordSchema, readFields, validateField, writableFields } from './record-schema.ts'

/** How a PIN or a badge is checked: neither is stored anywhere itself. SPEC P2. */
export interface PinVerifier {
  /** Base64. */
  readonly salt: string
  /** Rounds of PBKDF2. */
  readonly iterations: number
  /** Base64. */
  readonly hash: string
}

/** Somebody who may sign in at the tills of a store. The store is told by the document. SPEC C4. */
export interface Person extends TillPerson {
  readonly name: string
  readonly archived: boolean
  /** Null for somebody who cannot sign in yet. */
  readonly pin: PinVerifier | null
  /** Null for somebody without a badge. SPEC P2. */
  readonly badge: PinVerifier | null
}

/** Bounds the work a verifier from elsewhere may ask of a tablet. */
const MOST_ITERATIONS = 10_000_000

const [CASHIER, ...HIGHER_ROLES] = TILL_ROLES

const SCHEMA: RecordSchema<Person> = {
  name: text({ longest: 80, required: true }),
  archived: yesOrNo(false),
  pin: verifier('not-a-pin'),
  badge: verifier('not-a-badge'),
  role: oneOf<TillRole>(CASHIER, HIGHER_ROLES),
  extraRights: tillRights(),
  withheldRights: tillRights(),
}

export { SCHEMA as personSchema }

/** A person as its record stands, with what could not be read. SPEC C1. */
export function readPerson(record: RecordState): Reading<Person> {
  return readFields(SCHEMA, record)
}

/** Fields of a person for writing. SPEC C3. */
export function personFields(values: Partial<Person>): Fields {
  const { pin, badge, ...others } = values
  return writableFields(SCHEMA, {
    ...others,
    ...(pin !== undefined && { pin: writableVerifier(pin) }),
    ...(badge !== undefined && { badge: writableVerifier(badge) }),
  })
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validatePersonField(field: keyof Person, value: FieldValue): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

function verifier(problem: RecordFieldProblem): FieldRule<PinVerifier | null> {
  return parsed<PinVerifier | null>({
    fallback: null,
    required: false,
    problem,
    parse: value => (value === null ? null : parsePinVerifier(value)),
  })
}

/** Rights by their names. Those that only a newer version knows are left out, and are no finding: it wrote them. */
function tillRights(): FieldRule<readonly TillRight[]> {
  return parsed<readonly TillRight[]>({
    fallback: [],
    required: false,
    problem: 'not-a-choice',
    parse: value => {
      if (!Array.isArray(value)) return undefined
      const names: readonly FieldValue[] = value
      if (!names.every(name => typeof name === 'string')) return undefined
      return names.filter(name => typeof name === 'string').filter(isTillRight)
    },
  })
}

function writableVerifier(secret: PinVerifier | null): FieldValue {
  return secret === null ? null : { salt: secret.salt, iterations: secret.iterations, hash: secret.hash }
}

function parsePinVerifier(value: FieldValue): PinVerifier | undefined {
  if (value === null || typeof value !== 'object' || !('salt' in value)) return undefined
  const { salt, iterations, hash } = value
  if (!isBase64(salt) || !isBase64(hash) || typeof iterations !== 'number') return undefined
  const isBounded = Number.isSafeInteger(iterations) && iterations >= 1 && iterations <= MOST_ITERATIONS
  return isBounded ? { salt, iterations, hash } : undefined
}

function isBase64(value: FieldValue | undefined): value is string {
  return (
    typeof value === 'string' &&
    value.length <= 200 &&
    /^(?:[A-Za-z0-9+/]{4})+$|^(?:[A-Za-z0-9+/]{4})*[A-Za-z0-9+/]{2}(?:==|[A-Za-z0-9+/]=)$/.test(value)
  )
}
