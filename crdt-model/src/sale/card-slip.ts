import { holdsCardNumber } from './card-number.ts'

/** What the slip of a card terminal says of the card and of the payment: only what somebody took down. SPEC E10. */
export interface CardSlip {
  /** The label of the application: what the card calls itself. */
  readonly scheme?: string
  /** Of the card's number nothing but these is ever kept. */
  readonly lastFour?: string
  /** The application's id by ISO/IEC 7816-4, hexadecimal in capitals: whose it is in five bytes, and at most eleven more. */
  readonly aid?: string
  /** What the card's bank approved the payment with. */
  readonly approval?: string
}

export type SlipField = keyof CardSlip

/** In the order in which a receipt says them. */
export const SLIP_FIELDS = ['scheme', 'lastFour', 'aid', 'approval'] as const satisfies readonly SlipField[]

export type SlipProblem =
  /** It could be the whole number of a card. */
  'card-number' | 'not-a-label' | 'not-last-four' | 'not-an-aid' | 'not-an-approval'

const PROBLEMS: Readonly<Record<SlipField, SlipProblem>> = {
  scheme: 'not-a-label',
  lastFour: 'not-last-four',
  aid: 'not-an-aid',
  approval: 'not-an-approval',
}

/** The longest label: a card's own have at most sixteen characters. */
export const LONGEST_SCHEME = 24

/**
 * An AID begins with the letter of its register: A for international, D for national, F for none. Those of digits alone,
 * which the standard keeps from older times, could be the number of a card.
 */
const AID = /^[ADF][0-9A-F]{9}(?:[0-9A-F]{2}){0,11}$/
const APPROVAL = /^[0-9A-Z]{1,8}$/
const LAST_FOUR = /^[0-9]{4}$/
const NOT_PRINTED = /[\p{Cc}\p{Cs}]/u

/** Whether a value has the form of its field. It never changes: what a journal has must be readable for ever. SPEC E10. */
export function isSlipValue(field: SlipField, value: string): boolean {
  switch (field) {
    case 'scheme':
      return (
        value !== '' && value.length <= LONGEST_SCHEME && value.trim() === value && !NOT_PRINTED.test(value)
      )
    case 'lastFour':
      return LAST_FOUR.test(value)
    case 'aid':
      return AID.test(value)
    case 'approval':
      return APPROVAL.test(value)
  }
}

/** Why a value may not be taken down, or null. SPEC E10, E11. */
export function slipValueProblem(field: SlipField, value: string): SlipProblem | null {
  const isGood = isSlipValue(field, value)
  // The other fields have no room for a whole number.
  if ((field === 'scheme' || !isGood) && holdsCardNumber(value)) return 'card-number'
  return isGood ? null : PROBLEMS[field]
}

/** Why a slip may not be taken down, or null. One that says nothing is none. SPEC E10, E11. */
export function slipProblem(slip: CardSlip): SlipProblem | 'nothing-said' | null {
  const said = SLIP_FIELDS.flatMap(field => {
    const value = slip[field]
    return value === undefined ? [] : [slipValueProblem(field, value)]
  })
  return said.length === 0 ? 'nothing-said' : (said.find(problem => problem !== null) ?? null)
}

/** What a person typed, as it is taken down: in capitals and without the blanks of groups where those say nothing. */
export function slipValueOf(field: SlipField, typed: string): string {
  switch (field) {
    case 'scheme':
      return typed.trim().replace(/\s+/g, ' ')
    case 'lastFour':
      return typed.trim()
    case 'aid':
      return typed.replace(/\s+/g, '').toUpperCase()
    case 'approval':
      return typed.trim().toUpperCase()
  }
}

/** The slip of what was typed into its fields, or undefined where nothing was. */
export function slipOf(typed: Readonly<Partial<Record<SlipField, string>>>): CardSlip | undefined {
  const values = SLIP_FIELDS.map(field => [field, slipValueOf(field, typed[field] ?? '')] as const)
  const given = values.filter(([, value]) => value !== '')
  return given.length === 0 ? undefined : Object.fromEntries(given)
}
