import { parseCurrency } from '../money/currency.ts'
import type { CurrencyCode } from '../money/money.ts'
import type { ForeignRate } from '../sale/exchange-rate.ts'
import type { TenderKind, TenderRules } from '../sale/tender.ts'
import { type FieldRule, parsed, text } from './field-rule.ts'
import type { FieldValue } from './record-entry.ts'

/**
 * The ways of paying that a store chooses. Cash is taken everywhere, foreign cash where there is a rate for it, and
 * goods in exchange wherever goods come back. SPEC E8.
 */
export const CHOSEN_TENDERS = ['card', 'voucher', 'gift-card', 'store-credit', 'on-account'] as const
export type ChosenTender = (typeof CHOSEN_TENDERS)[number]

/** What a store takes before anybody chose. On account is asked only of a customer who may owe something. */
export const USUAL_TENDERS: readonly ChosenTender[] = ['card', 'on-account']

/** What a store takes of another currency. */
export type StoreRate = Required<Pick<ForeignRate, 'foreign' | 'own' | 'step'>> & {
  readonly currency: CurrencyCode
}

/** How a store is paid. */
export interface StoreTenders {
  readonly tenderKinds: readonly ChosenTender[]
  readonly exchangeRates: readonly StoreRate[]
  /** Tips that are proposed, in millionths of the total; where there are none, no tip is asked for. */
  readonly tipMillionths: readonly number[]
  /** What people call the card terminal. */
  readonly cardTerminal: string
}

const MOST_RATES = 10
const MOST_TIPS = 4
/** A tip may be as much as the total: more is a slip. */
const HIGHEST_TIP = 1_000_000
/** The largest part of a ratio that the journal has room for. */
const LARGEST_PART = 1_000_000_000_000

/** The fields of a store's record that say how it is paid. SPEC C4. */
export const STORE_TENDER_RULES: { readonly [Field in keyof StoreTenders]: FieldRule<StoreTenders[Field]> } =
  {
    tenderKinds: listOf(USUAL_TENDERS, CHOSEN_TENDERS.length, readKind),
    exchangeRates: listOf<StoreRate>([], MOST_RATES, readRate),
    tipMillionths: listOf<number>([], MOST_TIPS, value =>
      isWhole(value, 1, HIGHEST_TIP) ? value : undefined,
    ),
    cardTerminal: text({ longest: 40 }),
  }

/** What a till takes by its store's choice. SPEC E2, E8. */
export function tenderRulesOf(store: Partial<StoreTenders>): TenderRules {
  const { tenderKinds = USUAL_TENDERS, exchangeRates = [] } = store
  const foreign: readonly TenderKind[] = exchangeRates.length > 0 ? ['foreign-cash'] : []
  return {
    kinds: new Set<TenderKind>(['cash', 'exchange', ...foreign, ...tenderKinds]),
    rates: new Map(exchangeRates.map(({ currency, ...rate }) => [currency, rate])),
  }
}

/** All are to be readable: half a list would take what nobody chose, or refuse what somebody did. */
function listOf<Item>(
  fallback: readonly Item[],
  most: number,
  readItem: (value: FieldValue) => Item | undefined,
): FieldRule<readonly Item[]> {
  return parsed<readonly Item[]>({
    fallback,
    required: false,
    problem: 'not-a-choice',
    parse: value => {
      if (!Array.isArray(value) || value.length > most) return undefined
      const items: readonly FieldValue[] = value
      const read = items.map(readItem).filter(item => item !== undefined)
      return read.length === items.length ? read : undefined
    },
  })
}

function readKind(value: FieldValue): ChosenTender | undefined {
  return CHOSEN_TENDERS.find(kind => kind === value)
}

function readRate(value: FieldValue): StoreRate | undefined {
  if (value === null || typeof value !== 'object' || !('currency' in value)) return undefined
  const { currency: code, foreign, own, step } = value
  const currency = typeof code === 'string' ? parseCurrency(code) : undefined
  if (currency === undefined || !isWhole(foreign, 1, LARGEST_PART) || !isWhole(own, 1, LARGEST_PART))
    return undefined
  return isWhole(step, 1, LARGEST_PART) ? { currency, foreign, own, step } : undefined
}

function isWhole(value: FieldValue | undefined, from: number, to: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= from && value <= to
}
