/** How the data of a GS1 application identifier looks. SPEC B8. */
export interface AiForm {
  readonly shortest: number
  readonly longest: number
  readonly digitsOnly: boolean
  /** The AI's last digit says how many decimals its data has. */
  readonly hasDecimals: boolean
}

function digits(length: number, longest = length): AiForm {
  return { shortest: length, longest, digitsOnly: true, hasDecimals: false }
}

function text(longest: number): AiForm {
  return { shortest: 1, longest, digitsOnly: false, hasDecimals: false }
}

const MEASURE: AiForm = { shortest: 6, longest: 6, digitsOnly: true, hasDecimals: true }
const AMOUNT: AiForm = { shortest: 1, longest: 15, digitsOnly: true, hasDecimals: true }
/** An ISO 4217 number of three digits before the amount. */
const AMOUNT_IN: AiForm = { shortest: 4, longest: 18, digitsOnly: true, hasDecimals: true }

/**
 * The application identifiers that stand on what shops sell (GS1 General Specifications, 3.2). Four-digit ones with an
 * `n` in the last place are listed by their first three.
 */
const FORMS: ReadonlyMap<string, AiForm> = new Map([
  ['00', digits(18)],
  ['01', digits(14)],
  ['02', digits(14)],
  ['10', text(20)],
  ['11', digits(6)],
  ['12', digits(6)],
  ['13', digits(6)],
  ['15', digits(6)],
  ['16', digits(6)],
  ['17', digits(6)],
  ['20', digits(2)],
  ['21', text(20)],
  ['22', text(20)],
  ['30', digits(1, 8)],
  ['37', digits(1, 8)],
  ['235', text(28)],
  ['240', text(30)],
  ['241', text(30)],
  ['242', digits(1, 6)],
  ['243', text(20)],
  ['250', text(30)],
  ['251', text(30)],
  ['253', { shortest: 13, longest: 30, digitsOnly: false, hasDecimals: false }],
  ['254', text(20)],
  ['255', digits(13, 25)],
  ['400', text(30)],
  ['410', digits(13)],
  ['411', digits(13)],
  ['412', digits(13)],
  ['413', digits(13)],
  ['414', digits(13)],
  ['415', digits(13)],
  ['416', digits(13)],
  ['417', digits(13)],
  ['420', text(20)],
  ['422', digits(3)],
  ['7003', digits(10)],
  ['8005', digits(6)],
  ['8008', digits(8, 12)],
  ['8018', digits(18)],
  ['8020', text(25)],
  ...decade(310, 316, MEASURE),
  ...decade(320, 337, MEASURE),
  ...decade(340, 369, MEASURE),
  ['390', AMOUNT],
  ['391', AMOUNT_IN],
  ['392', AMOUNT],
  ['393', AMOUNT_IN],
  ['394', { shortest: 4, longest: 4, digitsOnly: true, hasDecimals: true }],
  ['395', MEASURE],
])

/**
 * First two digits of AIs whose length is known beforehand and after which no separator stands (General
 * Specifications, 7.8.5).
 */
const PREDEFINED: ReadonlySet<string> = new Set(
  '00 01 02 03 04 11 12 13 14 15 16 17 18 19 20 31 32 33 34 35 36 41'.split(' '),
)

/** The AI at the start of a text and the form of its data, or undefined when it is not one of the table. SPEC B8. */
export function findAi(text: string): { readonly ai: string; readonly form: AiForm } | undefined {
  for (const length of [2, 3, 4]) {
    const ai = text.slice(0, length)
    const form = FORMS.get(ai)
    if (ai.length < length || form === undefined) continue
    if (!form.hasDecimals) return { ai, form }
    return /^\d{4}/.test(text) ? { ai: text.slice(0, 4), form } : undefined
  }
  return undefined
}

/** Whether the data ends by its length alone. */
export function isPredefined(ai: string): boolean {
  return PREDEFINED.has(ai.slice(0, 2))
}

function decade(from: number, to: number, form: AiForm): [string, AiForm][] {
  return Array.from({ length: to - from + 1 }, (_, i) => [String(from + i), form])
}
