import type { CardSlip, LinkedPart, LinkedReceiptReply, SpokenLanguage } from '@evertill/crdt-model'
import { ONE_PIECE } from '@evertill/crdt-model'
import { type LetterSpeech, speechOf, tenderName } from './letter-words.ts'

/** A name on the left and an amount on the right, with what is said of it below. */
export interface LetterRow {
  readonly name: string
  readonly value: string
  readonly details?: readonly string[]
  readonly isTotal?: true
}

/** What a letter with a receipt says, before it is text or HTML. */
export interface ReceiptLetter {
  readonly language: SpokenLanguage
  readonly subject: string
  readonly store: readonly string[]
  readonly greeting: string
  /** Set apart from each other: what was bought, what it comes to, how it was paid, the facts. */
  readonly parts: readonly (readonly LetterRow[])[]
  readonly foot: readonly string[]
  readonly link: { readonly url: string; readonly name: string; readonly hint: string }
}

/** @param url where the receipt can be seen */
export function receiptLetter(
  receipt: LinkedReceiptReply,
  language: SpokenLanguage,
  url: string,
): ReceiptLetter {
  const { sale, store } = receipt
  const speech = speechOf(language, sale.currency, store.timeZone)
  const { say } = speech
  return {
    language,
    subject: say('subject', { number: sale.receipt, store: store.name }),
    store: [store.name, ...store.address, ...linesOf(store.header)],
    greeting: say(sale.kind === 'sale' ? 'greeting' : 'greetingBack'),
    parts: [
      goodsRows(receipt, sale, speech),
      ...(sale.returned ? [returnedRows(receipt, sale.returned, speech)] : []),
      sumRows(sale, speech),
      paymentRows(sale, speech),
      factRows(receipt, speech),
    ],
    foot: [...linesOf(store.footer), ...linesOf(store.legal)],
    link: { url, name: say('open'), hint: say('openHint') },
  }
}

/** On paper all amounts stand above 0: the heading says which way they went. */
function sizeOf({ kind }: LinkedPart): (amount: number) => number {
  return amount => (kind === 'sale' ? amount : -amount) + 0
}

function goodsRows(receipt: LinkedReceiptReply, part: LinkedPart, speech: LetterSpeech): LetterRow[] {
  const size = sizeOf(part)
  return part.items.map(item => {
    const product = item.product === null ? undefined : receipt.products[item.product]
    const quantity = size(item.quantity)
    const isPlain = quantity === ONE_PIECE && item.unitPrice === size(item.amount)
    const taken = item.discounts.map(({ source, promotion, amount }) => {
      const name = promotion === null ? undefined : receipt.promotions[promotion]
      return `${name ?? speech.say(`discount.${source}`)} ${speech.money(-Math.abs(amount))}`
    })
    const price = speech.money(item.unitPrice)
    const times = { quantity: speech.quantity(quantity, product?.unit ?? 'piece'), price }
    const { serial, note } = item.details
    return {
      name: item.name ?? product?.name ?? '',
      value: speech.money(size(item.amount)),
      details: [
        ...(isPlain ? [] : [speech.say('times', times)]),
        ...(serial ? [serial] : []),
        ...(note ? [note] : []),
        ...taken,
      ],
    }
  })
}

/** What came back in an exchange, and what it was worth. */
function returnedRows(receipt: LinkedReceiptReply, part: LinkedPart, speech: LetterSpeech): LetterRow[] {
  const { say, money } = speech
  const rows = goodsRows(receipt, part, speech)
  return [...rows, { name: say('returned'), value: money(part.total), isTotal: true }]
}

function sumRows(sale: LinkedPart, { say, money, rate }: LetterSpeech): LetterRow[] {
  const size = sizeOf(sale)
  const saved = sale.items
    .flatMap(({ discounts }) => discounts)
    .reduce((sum, { amount }) => sum + Math.max(0, amount), 0)
  const tax = (included: boolean) => sale.taxes.filter(each => each.included === included)
  const named = ({ name, rateMillionths }: LinkedPart['taxes'][number]) => ({
    name,
    rate: rate(rateMillionths),
  })
  return [
    ...(sale.taxAdded === 0 ? [] : [{ name: say('subtotal'), value: money(size(sale.subtotal)) }]),
    ...tax(false).map(each => ({ name: say('tax', named(each)), value: money(size(each.tax)) })),
    {
      name: say(sale.kind === 'sale' ? 'total' : 'totalBack'),
      value: money(size(sale.total)),
      isTotal: true as const,
    },
    ...tax(true).map(each => ({
      name: say('includes', { ...named(each), net: money(size(each.net)) }),
      value: money(size(each.tax)),
    })),
    ...(saved > 0 ? [{ name: say('saved'), value: money(saved) }] : []),
  ]
}

function paymentRows(
  sale: LinkedPart & Partial<Pick<LinkedReceiptReply['sale'], 'returned'>>,
  speech: LetterSpeech,
): LetterRow[] {
  const { say, money } = speech
  const size = sizeOf(sale)
  const nameOf = (kind: string) => tenderName(speech, kind)
  const back = (kind: string) => say('back', { tender: nameOf(kind) })
  const paidOut = sale.returned?.tenders.filter(({ kind }) => kind !== 'exchange') ?? []
  return [
    ...(sale.tip === 0 ? [] : [{ name: say('tip'), value: money(size(sale.tip)) }]),
    ...(sale.rounding === 0 ? [] : [{ name: say('rounding'), value: money(size(sale.rounding)) }]),
    ...sale.tenders.map(({ kind, amount, slip }) => ({
      name: sale.kind === 'sale' ? nameOf(kind) : back(kind),
      value: money(size(amount)),
      details: slipLines(slip, speech),
    })),
    ...paidOut.map(({ kind, amount, slip }) => ({
      name: back(kind),
      value: money(-amount + 0),
      details: slipLines(slip, speech),
    })),
    ...(sale.change === 0 ? [] : [{ name: say('change'), value: money(size(sale.change)) }]),
  ]
}

/** As it stands on the paper. SPEC E10. */
function slipLines(slip: CardSlip = {}, { say }: LetterSpeech): string[] {
  const { scheme, lastFour, aid, approval } = slip
  const card = [scheme, lastFour && `···· ${lastFour}`].filter(Boolean).join(' ')
  return [
    ...(card === '' ? [] : [card]),
    ...(aid ? [say('aid', { aid })] : []),
    ...(approval ? [say('approval', { approval })] : []),
  ]
}

function factRows({ sale, till, servedBy }: LinkedReceiptReply, { say, time }: LetterSpeech): LetterRow[] {
  const about = sale.returned ?? sale
  return [
    { name: say(`kind.${sale.kind}`), value: sale.receipt },
    ...(about.of ? [{ name: say('takesBack'), value: about.of.receipt }] : []),
    ...(about.reason ? [{ name: say('reason'), value: about.reason }] : []),
    { name: say('date'), value: time(sale.at) },
    { name: say('till'), value: till },
    ...(servedBy === '' ? [] : [{ name: say('served'), value: servedBy }]),
  ]
}

function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n')
}
