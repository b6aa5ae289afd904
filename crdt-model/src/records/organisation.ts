import { BADGE_SIGN_INS, type BadgeSignIn } from '../access/badge.ts'
import { ROLE_LIMITS, type TillRole } from '../access/till-rights.ts'
import type { RoundingRule } from '../money/round.ts'
import type { DiscountLimits } from '../sale/discount-limits.ts'
import { type FieldRule, integer, oneOf, text } from './field-rule.ts'
import type { Reading, RecordFieldProblem } from './finding.ts'
import type { Fields, FieldValue, RecordState } from './record-entry.ts'
import {
  defaultFields,
  type RecordSchema,
  readFields,
  validateField,
  writableFields,
} from './record-schema.ts'

/** The firm that owns the stores. SPEC C4. */
export interface Organisation {
  readonly name: string
  /** What happens to half a minor unit, of prices and taxes alike. SPEC M4. */
  readonly halves: RoundingRule
  /** What a badge is good for at the tills. SPEC P3. */
  readonly badgeSignIn: BadgeSignIn
  /** What may be taken off without asking, in millionths: of a line, of a sale, of a price. SPEC O3. */
  readonly cashierLineLimit: number
  readonly cashierSaleLimit: number
  readonly cashierPriceLimit: number
  readonly supervisorLineLimit: number
  readonly supervisorSaleLimit: number
  readonly supervisorPriceLimit: number
}

/** The fields that limit what a role takes off, by what it is taken off of. */
export const LIMIT_FIELDS = {
  cashier: {
    lineMillionths: 'cashierLineLimit',
    saleMillionths: 'cashierSaleLimit',
    priceMillionths: 'cashierPriceLimit',
  },
  supervisor: {
    lineMillionths: 'supervisorLineLimit',
    saleMillionths: 'supervisorSaleLimit',
    priceMillionths: 'supervisorPriceLimit',
  },
} as const satisfies {
  readonly [role in TillRole]?: { readonly [what in keyof DiscountLimits]: keyof Organisation }
}

const { cashier: CASHIER, supervisor: SUPERVISOR } = ROLE_LIMITS

const SCHEMA: RecordSchema<Organisation> = {
  name: text({ longest: 80, required: true }),
  halves: oneOf<RoundingRule>('half-up', ['half-even']),
  badgeSignIn: oneOf<BadgeSignIn>('badge-and-pin', BADGE_SIGN_INS),
  cashierLineLimit: limit(CASHIER.lineMillionths),
  cashierSaleLimit: limit(CASHIER.saleMillionths),
  cashierPriceLimit: limit(CASHIER.priceMillionths),
  supervisorLineLimit: limit(SUPERVISOR.lineMillionths),
  supervisorSaleLimit: limit(SUPERVISOR.saleMillionths),
  supervisorPriceLimit: limit(SUPERVISOR.priceMillionths),
}

export { SCHEMA as organisationSchema }

/** What the fields that need not be there are without a value. */
export const ORGANISATION_DEFAULTS: Fields = defaultFields(SCHEMA)

/** An organisation as its record stands, with what could not be read. SPEC C1. */
export function readOrganisation(record: RecordState): Reading<Organisation> {
  return readFields(SCHEMA, record)
}

/** What each role may take off by itself: a manager everything, the others what the organisation says. SPEC O3. */
export function roleLimitsOf(organisation: Partial<Organisation> | undefined): {
  readonly [role in TillRole]: DiscountLimits
} {
  const limitsOf = (role: keyof typeof LIMIT_FIELDS): DiscountLimits => {
    const fields = LIMIT_FIELDS[role]
    const usual = ROLE_LIMITS[role]
    return {
      lineMillionths: organisation?.[fields.lineMillionths] ?? usual.lineMillionths,
      saleMillionths: organisation?.[fields.saleMillionths] ?? usual.saleMillionths,
      priceMillionths: organisation?.[fields.priceMillionths] ?? usual.priceMillionths,
    }
  }
  return { cashier: limitsOf('cashier'), supervisor: limitsOf('supervisor'), manager: ROLE_LIMITS.manager }
}

/** Fields of an organisation for writing. SPEC C3. */
export function organisationFields(values: Partial<Organisation>): Fields {
  return writableFields(SCHEMA, values)
}

/** Why a value may not be written to the field, or null. SPEC C2. */
export function validateOrganisationField(
  field: keyof Organisation,
  value: FieldValue,
): RecordFieldProblem | null {
  return validateField(SCHEMA, field, value)
}

/** Millionths of the whole. */
function limit(usual: number): FieldRule<number> {
  return integer({ from: 0, to: 1_000_000, fallback: usual })
}
