import {
  assertNever,
  type Benefit,
  type CurrencyCode,
  type DepartmentId,
  type Hours,
  type Need,
  type ProductId,
  type ProductSelector,
  type PromotionConditions,
  type PromotionRecord,
  type Reduction,
  type StoreId,
  type Times,
  type Weekday,
  WHOLE_RATE,
} from '@evertill/crdt-model'
import { formatDate, formatMoney, formatNumber, formatQuantity, formatRate } from '../../i18n/format.ts'
import { locale, t } from '../../i18n/translate.ts'

/** What promotions name, as people call it. Empty names are of things that are not on file. */
export interface OfferNames {
  readonly currency: CurrencyCode
  readonly productName: (id: string) => string
  readonly departmentName: (id: DepartmentId | null) => string
  readonly storeName: (id: StoreId) => string
  readonly groupName: (id: string) => string
}

/** Names that are told one by one; of more only how many. */
const MOST_NAMES = 3

/** What a promotion gives, when and for whom, in one sentence: `3 for 2 on Mug, Mon–Fri, 17:00–19:00, at Camden.` */
export function promotionSentence(
  promotion: Pick<PromotionRecord, 'benefit' | 'conditions'>,
  names: OfferNames,
): string {
  const { benefit, conditions } = promotion
  if (benefit === null || conditions === null) return t('promotions.words.unreadable')
  return sentence([benefitWords(benefit, names), ...conditionParts(conditions, names)])
}

/** When, where and for whom an offer holds, as a sentence. */
export function conditionSentence(conditions: PromotionConditions, names: OfferNames): string {
  const parts = conditionParts(conditions, names)
  return sentence(parts.length > 0 ? parts : [t('promotions.words.always')])
}

function sentence(parts: readonly string[]): string {
  const text = parts.join(', ')
  return `${text.charAt(0).toLocaleUpperCase(locale())}${text.slice(1)}.`
}

/** What a promotion gives, without a capital. */
export function benefitWords(benefit: Benefit, names: OfferNames): string {
  switch (benefit.kind) {
    case 'each':
      return eachWords(benefit.off, selectorWords(benefit.on, names), names)
    case 'breaks': {
      const steps = benefit.breaks
        .toSorted((a, b) => a.quantity - b.quantity)
        .map(step => stepWords(step.quantity, step.off, names))
      return t('promotions.words.breaks', {
        what: selectorWords(benefit.on, names),
        steps: listWords(steps),
      })
    }
    case 'cheapest':
      return [cheapestWords(benefit, names), timesWords(benefit.times)].filter(isThere).join(', ')
    case 'bundle': {
      const parts = benefit.parts.map(part =>
        t('promotions.words.part', {
          pieces: formatNumber(part.pieces),
          what: selectorWords(part.on, names),
        }),
      )
      const words = t('promotions.words.bundle', {
        parts: parts.join(' + '),
        off: offWords(benefit.off, names),
      })
      return [words, timesWords(benefit.times)].filter(isThere).join(', ')
    }
    case 'whole-sale':
      return t('promotions.words.wholeSale', { off: offWords(benefit.off, names) })
    default:
      return assertNever(benefit)
  }
}

function eachWords(off: Reduction, what: string, { currency }: OfferNames): string {
  switch (off.kind) {
    case 'percent':
      return off.millionths === WHOLE_RATE
        ? t('promotions.words.allFree', { what })
        : t('promotions.words.eachPercent', { percent: formatRate(off.millionths), what })
    case 'amount':
      return t('promotions.words.eachAmount', { amount: formatMoney(off.amount, currency), what })
    case 'price':
      return t('promotions.words.eachPrice', { price: formatMoney(off.price, currency), what })
    default:
      return assertNever(off)
  }
}

function stepWords(thousandths: number, off: Reduction, names: OfferNames): string {
  const quantity = formatQuantity(thousandths)
  switch (off.kind) {
    case 'percent':
      return t('promotions.words.step', { quantity, off: offWords(off, names) })
    case 'amount':
      return t('promotions.words.stepAmount', { quantity, amount: formatMoney(off.amount, names.currency) })
    case 'price':
      return t('promotions.words.stepPrice', { quantity, price: formatMoney(off.price, names.currency) })
    default:
      return assertNever(off)
  }
}

function cheapestWords(benefit: Extract<Benefit, { kind: 'cheapest' }>, names: OfferNames): string {
  const { take, cut, off, mixed } = benefit
  const what = selectorWords(benefit.on, names)
  const isFree = off.kind === 'percent' && off.millionths === WHOLE_RATE
  const words =
    isFree && cut < take
      ? t('promotions.words.nForM', { take: formatNumber(take), pay: formatNumber(take - cut), what })
      : t('promotions.words.cheapest', {
          take: formatNumber(take),
          what,
          count: cut,
          off: offWords(off, names),
        })
  return mixed ? words : `${words}, ${t('promotions.words.alone')}`
}

function offWords(off: Reduction, { currency }: OfferNames): string {
  switch (off.kind) {
    case 'percent':
      return t('promotions.words.percentOff', { percent: formatRate(off.millionths) })
    case 'amount':
      return t('promotions.words.amountOff', { amount: formatMoney(off.amount, currency) })
    case 'price':
      return t('promotions.words.atPrice', { price: formatMoney(off.price, currency) })
    default:
      return assertNever(off)
  }
}

function timesWords(times: number | undefined): string {
  return times === undefined ? '' : t('promotions.words.times', { count: times })
}

/** What a promotion is for: `Mug, Cup and 2 more from £5.00 except Candle`. */
export function selectorWords(on: ProductSelector, names: OfferNames): string {
  const { products, departments, exceptProducts, exceptDepartments } = on
  const isAll = products === undefined && departments === undefined
  const what = isAll ? t('promotions.words.everything') : namesOf(products, departments, names)
  const priced = pricedWords(what, on, names)
  const excepted = namesOf(exceptProducts, exceptDepartments, names)
  return excepted === '' ? priced : t('promotions.words.except', { what: priced, names: excepted })
}

function namesOf(
  products: ReadonlySet<ProductId> | undefined,
  departments: ReadonlySet<DepartmentId> | undefined,
  names: OfferNames,
): string {
  return listWords([
    ...[...(departments ?? [])].map(id => names.departmentName(id)),
    ...[...(products ?? [])].map(id => names.productName(id)),
  ])
}

function pricedWords(
  what: string,
  { priceFrom, priceTo }: ProductSelector,
  { currency }: OfferNames,
): string {
  const from = priceFrom === undefined ? '' : formatMoney(priceFrom, currency)
  const to = priceTo === undefined ? '' : formatMoney(priceTo, currency)
  if (from !== '' && to !== '') return t('promotions.words.priceBetween', { what, from, to })
  if (from !== '') return t('promotions.words.priceFrom', { what, from })
  return to === '' ? what : t('promotions.words.priceTo', { what, to })
}

function conditionParts(conditions: PromotionConditions, names: OfferNames): string[] {
  const { weekdays, hours, stores, customerGroups, coupon, needs } = conditions
  const storeNames = listWords([...(stores ?? [])].map(id => names.storeName(id)))
  const groupNames = listWords([...(customerGroups ?? [])].map(id => names.groupName(id)))
  return [
    dayWords(conditions),
    weekdays === undefined ? '' : weekdayWords(weekdays),
    (hours ?? []).map(hourWords).join(', '),
    stores === undefined ? '' : t('promotions.words.stores', { names: storeNames }),
    customerGroups === undefined ? '' : t('promotions.words.groups', { names: groupNames }),
    coupon === undefined ? '' : t('promotions.words.coupon', { code: coupon }),
    ...(needs ?? []).map(need => needWords(need, names)),
  ].filter(isThere)
}

function needWords({ on, quantity, amount }: Need, names: OfferNames): string {
  const what = selectorWords(on, names)
  const pieces = quantity === undefined ? '' : formatQuantity(quantity)
  const money = amount === undefined ? '' : formatMoney(amount, names.currency)
  if (pieces !== '' && money !== '')
    return t('promotions.words.needsBoth', { what, quantity: pieces, amount: money })
  if (money !== '') return t('promotions.words.needsAmount', { what, amount: money })
  // A need without a number is met by whatever there is of it.
  return t('promotions.words.needsQuantity', { what, quantity: pieces === '' ? '1' : pieces })
}

function dayWords({ from, until }: Times): string {
  if (from !== undefined && until !== undefined)
    return t('promotions.words.between', { from: dateWords(from), until: dateWords(until) })
  if (from !== undefined) return t('promotions.words.from', { from: dateWords(from) })
  return until === undefined ? '' : t('promotions.words.until', { until: dateWords(until) })
}

function dateWords(day: string): string {
  return formatDate(Date.parse(`${day}T12:00:00Z`), 'date', 'UTC')
}

/** `17:00–19:00`, as clocks are read here. */
export function hourWords({ from, until }: Hours): string {
  return `${minuteWords(from)}–${minuteWords(until)}`
}

function minuteWords(minute: number): string {
  return formatDate(minute * 60_000, 'time', 'UTC')
}

/** `Mon–Fri, Sun`: days that follow each other as one. */
export function weekdayWords(weekdays: readonly Weekday[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b)
  const runs: Weekday[][] = []
  for (const day of days) {
    const run = runs.at(-1)
    if (run?.at(-1) === day - 1) run.push(day)
    else runs.push([day])
  }
  return runs
    .map(run => {
      const [first, last] = [run[0], run.at(-1)]
      if (first === undefined || last === undefined) return ''
      if (run.length < 3) return run.map(weekdayName).join(', ')
      return `${weekdayName(first)}–${weekdayName(last)}`
    })
    .join(', ')
}

/** The short name of a day of the week. */
export function weekdayName(day: Weekday): string {
  // 2024-01-01 was a Monday.
  const at = Date.UTC(2024, 0, day, 12)
  return new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(at)
}

/** `A, B and 2 more`; what has no name is one that is not on file. */
function listWords(all: readonly string[]): string {
  const names = all.map(name => (name === '' ? t('promotions.on.unknown') : name))
  const told = names.slice(0, MOST_NAMES)
  const count = names.length - told.length
  if (count > 0) return t('promotions.words.more', { names: told.join(', '), count })
  const last = told.at(-1) ?? ''
  const before = told.slice(0, -1).join(', ')
  return before === '' ? last : t('promotions.words.and', { first: before, last })
}

const isThere = (words: string): boolean => words !== ''
