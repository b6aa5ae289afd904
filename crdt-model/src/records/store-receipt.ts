import { type FieldRule, oneOf, parsed, text } from './field-rule.ts'
import type { FieldValue } from './record-entry.ts'
import { SPOKEN_LANGUAGES, type SpokenLanguage } from './spoken-language.ts'

/** What a receipt may be made of, in the order that is usual. A store may leave some out, and order all of them anew. */
export const RECEIPT_PARTS = [
  'logo',
  'store',
  'header',
  'lines',
  'sums',
  'taxes',
  'payments',
  'facts',
  'qr',
  'link',
  'footer',
  'legal',
] as const
export type ReceiptPart = (typeof RECEIPT_PARTS)[number]

/** What a receipt is made of where nobody chose: the code that shows it on a phone only where somebody did. */
export const USUAL_RECEIPT_PARTS: readonly ReceiptPart[] = RECEIPT_PARTS.filter(part => part !== 'link')

/** Without these it is no receipt: no template lacks one. SPEC C11. */
export const NEEDED_RECEIPT_PARTS: readonly ReceiptPart[] = ['store', 'lines', 'sums', 'payments', 'facts']

/** What a receipt may say beside what it must. */
export const RECEIPT_DETAILS = ['discounts', 'tare', 'served', 'proof'] as const
export type ReceiptDetail = (typeof RECEIPT_DETAILS)[number]

/** Fits the paper of 58 mm, so every printer of the store: 32 characters of 12 dots. */
export const MAX_LOGO_WIDTH = 384
export const MAX_LOGO_HEIGHT = 240

/** A picture of one bit a dot, black where it is set; rows of whole bytes, the leftmost dot the highest bit. */
export type ReceiptLogo = {
  /** Dots: a multiple of 8. */
  readonly width: number
  readonly height: number
  /** Base64 with padding. */
  readonly dots: string
}

/** In which language receipts are; `till` for the one on the till's screen. */
export type ReceiptLanguage = 'till' | SpokenLanguage

/** What a store's receipts are like. SPEC C11. */
export interface StoreReceipt {
  readonly receiptLogo: ReceiptLogo | null
  /** Below name and address: what the shop is registered as, a greeting. */
  readonly receiptHeader: string
  readonly receiptFooter: string
  /** What the law wants said, at the very end. */
  readonly receiptLegal: string
  readonly receiptParts: readonly ReceiptPart[]
  readonly receiptDetails: readonly ReceiptDetail[]
  readonly receiptLanguage: ReceiptLanguage
}

/** The fields of a store's record that say what its receipts are like. SPEC C11. */
export const STORE_RECEIPT_RULES: { readonly [Field in keyof StoreReceipt]: FieldRule<StoreReceipt[Field]> } =
  {
    receiptLogo: parsed<ReceiptLogo | null>({
      fallback: null,
      required: false,
      problem: 'not-a-logo',
      parse: value => (value === null ? null : readLogo(value)),
    }),
    receiptHeader: text({ longest: 400 }),
    receiptFooter: text({ longest: 400 }),
    receiptLegal: text({ longest: 1000 }),
    receiptParts: parsed<readonly ReceiptPart[]>({
      fallback: USUAL_RECEIPT_PARTS,
      required: false,
      problem: 'not-a-choice',
      parse: readParts,
    }),
    receiptDetails: parsed<readonly ReceiptDetail[]>({
      fallback: RECEIPT_DETAILS,
      required: false,
      problem: 'not-a-choice',
      parse: value => readWords(RECEIPT_DETAILS, value),
    }),
    receiptLanguage: oneOf<ReceiptLanguage>('till', SPOKEN_LANGUAGES),
  }

function readParts(value: FieldValue): readonly ReceiptPart[] | undefined {
  const parts = readWords(RECEIPT_PARTS, value)
  return parts && NEEDED_RECEIPT_PARTS.every(part => parts.includes(part)) ? parts : undefined
}

/** Words of a list, each at most once; undefined when one is not of it. */
function readWords<Word extends string>(
  words: readonly Word[],
  value: FieldValue,
): readonly Word[] | undefined {
  if (!Array.isArray(value)) return undefined
  const items: readonly FieldValue[] = value
  const found = items.map(item => words.find(word => word === item)).filter(word => word !== undefined)
  return found.length === items.length && new Set(found).size === found.length ? found : undefined
}

/** A picture whose dots are as many as it says, and no larger than every paper of the trade. */
function readLogo(value: FieldValue): ReceiptLogo | undefined {
  if (value === null || typeof value !== 'object' || !('dots' in value)) return undefined
  const { width, height, dots } = value
  if (!isWithin(width, 8, MAX_LOGO_WIDTH) || width % 8 !== 0) return undefined
  if (!isWithin(height, 1, MAX_LOGO_HEIGHT) || typeof dots !== 'string') return undefined
  const bytes = (width / 8) * height
  const isWhole = dots.length === Math.ceil(bytes / 3) * 4 && /^[A-Za-z0-9+/]+={0,2}$/.test(dots)
  return isWhole ? { width, height, dots } : undefined
}

function isWithin(value: FieldValue | undefined, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to
}
