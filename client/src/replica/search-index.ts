import { normaliseText, wordsOf } from './text-tokens.ts'
import { WordCorrector } from './word-corrector.ts'

/** What of a product can be searched. */
export interface Searchable {
  readonly name: string
  readonly brand: string
  /** SKU and barcodes, as written and in canonical form. */
  readonly codes: readonly string[]
  readonly archived: boolean
}

export interface SearchHits<Id extends string> {
  /** The best first. */
  readonly ids: Id[]
  /** How many match in all. */
  readonly total: number
  /** Nothing is written as it was typed: these are alike. */
  readonly similar?: true
}

/** How a product has a word, in order of how much it says. */
const KIND = { exactCode: 0, startOfName: 1, inName: 2, inBrand: 3, inCode: 4 } as const
/** A posting is a slot and a kind in one number. */
const KIND_BITS = 3
const KIND_MASK = 7

/** Words are listed under their first so many characters: a longer query word is checked against the texts. */
const WORD_WIDTHS: readonly number[] = [1, 2, 3, 4]
/** Codes are alike at their start and differ at their end, so they are listed under longer starts too. */
const CODE_WIDTHS: readonly number[] = [1, 2, 3, 4, 5, 6, 8]
const LONGEST_WORD_WIDTH = 4

/** How well a product matches; less is better. */
const RANK = { exactCode: 0, nameStart: 1, wordsOfName: 2, elsewhere: 3 } as const

/** Room for the length of a name in a score, so that rank comes first and then the shorter name. */
const LENGTH_RANGE = 1024

/** How many words may be meant by one that nothing has, and how many combinations of such words are looked up. */
const MOST_MEANT = 6
const MOST_COMBINATIONS = 18
/** Of so many words that are all right, one that is meant otherwise is not worth its search. */
const MOST_SPLIT = 3
/** More than these nobody looks through when what they typed was wrong. */
const MOST_SIMILAR = 200

/** Slots of products that changed or went are swept from the lists when there are this many and a quarter of all. */
const SWEEP_AT = 1000

/** What is known of the product in a slot, normalised. */
interface Entry<Id> {
  readonly id: Id
  readonly name: string
  readonly brand: string
  readonly codes: readonly string[]
}

/**
 * A word-prefix index of a catalog in memory: every word of a query must be the start of a word of the product's
 * name, brand or codes. Accents and case do not matter; where nothing matches, words that are nearly so do. Built product by product, so that the caller can stop
 * whenever its time slice is over; an update replaces exactly what the product had before.
 *
 * Products live in numbered slots. `#lists` has for each start of a word the slots that have such a word, each once,
 * with the best kind in which it has it. A product whose text changes gets another slot; its old one is dead, passed
 * over by queries, and swept later, so that a change costs no search through the lists.
 */
export class SearchIndex<Id extends string> {
  readonly #slotOf = new Map<Id, number>()
  readonly #entries: (Entry<Id> | undefined)[] = []
  readonly #lists = new Map<string, number[]>()
  readonly #corrector = new WordCorrector()
  #archived = new Uint8Array(1024)
  #nameLengths = new Uint16Array(1024)
  /** Query bookkeeping, reused: which step last kept a slot, and the worst kind it had so far. */
  #stamps = new Uint32Array(1024)
  #worst = new Uint8Array(1024)
  #stamp = 0
  #dead = 0

  get size(): number {
    return this.#slotOf.size
  }

  /** Adds the product, or replaces what is known of it. */
  put(id: Id, product: Searchable): void {
    const entry = entryOf(id, product)
    const known = this.#slotOf.get(id)
    const isSameText = known !== undefined && isSame(this.#entries[known], entry)
    if (known !== undefined && !isSameText) this.#bury(known)
    const slot = known !== undefined && isSameText ? known : this.#addSlot(entry)
    this.#archived[slot] = product.archived ? 1 : 0
  }

  remove(id: Id): void {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return
    this.#slotOf.delete(id)
    this.#bury(slot)
  }

  /** The best `limit` products for the text, and how many there are. An empty text finds nothing. */
  find(text: string, limit: number, includeArchived: boolean): SearchHits<Id> {
    const query = normaliseText(text)
    const words = wordsOf(query)
    if (words.length === 0) return { ids: [], total: 0 }
    const hits = this.#hits(words, query, limit, includeArchived)
    return hits.total > 0 ? hits : this.#similar(words, limit, includeArchived)
  }

  #hits(words: readonly string[], query: string, limit: number, includeArchived: boolean): SearchHits<Id> {
    const slots = this.#matching(words, includeArchived)
    const best = new Best(limit)
    for (const slot of slots) best.offer(slot, this.#score(slot, query, words.length))
    const order = best.slots((a, b) => this.#compare(a, b))
    return {
      ids: order.map(slot => this.#entries[slot]?.id).filter(id => id !== undefined),
      total: slots.length,
    }
  }

  /** What has words that are nearly those typed: the likeliest words first, whatever their products are called. */
  #similar(words: readonly string[], limit: number, includeArchived: boolean): SearchHits<Id> {
    const isKnown = (word: string) => this.#matching([word], includeArchived).length > 0
    const meant = (word: string) => this.#corrector.suggest(word, MOST_MEANT)
    const known = words.map(isKnown)
    // Each word is somewhere, but not together: any of them may be the wrong one.
    const isSplit = known.every(Boolean)
    if (isSplit && words.length > MOST_SPLIT) return { ids: [], total: 0 }
    const options = words.map((word, i) => {
      if (isSplit) return [word, ...meant(word).filter(each => each !== word)]
      return known[i] ? [word] : meant(word)
    })
    const ids = new Set<Id>()
    for (const combination of combinations(options, MOST_COMBINATIONS)) {
      const found = this.#hits(
        [...new Set(combination)],
        combination.join(' '),
        MOST_SIMILAR,
        includeArchived,
      )
      for (const id of found.ids) ids.add(id)
    }
    return { ids: [...ids].slice(0, limit), total: ids.size, similar: true }
  }

  #addSlot(entry: Entry<Id>): number {
    const slot = this.#entries.push(entry) - 1
    this.#slotOf.set(entry.id, slot)
    if (slot >= this.#stamps.length) this.#grow()
    this.#nameLengths[slot] = Math.min(entry.name.length, LENGTH_RANGE - 1)
    for (const text of [entry.name, entry.brand]) {
      for (const word of wordsOf(text)) this.#corrector.add(word)
    }
    for (const [start, kind] of startsOf(entry)) {
      const posting = (slot << KIND_BITS) | kind
      const list = this.#lists.get(start)
      if (list) list.push(posting)
      else this.#lists.set(start, [posting])
    }
    return slot
  }

  #bury(slot: number): void {
    this.#entries[slot] = undefined
    this.#dead++
    if (this.#dead > SWEEP_AT && this.#dead > this.#entries.length / 4) this.#sweep()
  }

  /** Drops the dead slots and numbers the others anew. */
  #sweep(): void {
    const entries = this.#entries.filter(entry => entry !== undefined)
    const archived = entries.map(entry => this.#archived[this.#slotOf.get(entry.id) ?? 0] ?? 0)
    this.#entries.length = 0
    this.#lists.clear()
    this.#corrector.clear()
    this.#slotOf.clear()
    this.#dead = 0
    entries.forEach((entry, i) => {
      this.#archived[this.#addSlot(entry)] = archived[i] ?? 0
    })
  }

  /** The slots that have all the words, with the worst kind of each noted in `#worst`. */
  #matching(words: readonly string[], includeArchived: boolean): number[] {
    const sources = words.map(word => this.#source(word)).sort((a, b) => a.size - b.size)
    let found: number[] = []
    let before = 0
    sources.forEach((source, step) => {
      const now = this.#nextStamp()
      const isFew = step > 0 && found.length * 4 < source.size
      found = isFew
        ? found.filter(slot => this.#keepByText(slot, source, now))
        : this.#keepByLists(source, step === 0 ? null : before, now, includeArchived)
      before = now
    })
    return found
  }

  /** The lists in which a word is to be looked up. */
  #source(word: string): Source {
    const short = this.#lists.get(word.slice(0, LONGEST_WORD_WIDTH)) ?? []
    const width = CODE_WIDTHS.findLast(each => each <= word.length) ?? 1
    const inner = ` ${word}`
    if (width <= LONGEST_WORD_WIDTH) {
      return { word, inner, words: short, codes: [], size: short.length, isExact: word.length === width }
    }
    const codes = this.#lists.get(word.slice(0, width)) ?? []
    return { word, inner, words: short, codes, size: short.length + codes.length, isExact: false }
  }

  #keepByLists(source: Source, before: number | null, now: number, includeArchived: boolean): number[] {
    const kept: number[] = []
    const hasCodes = source.word.length > LONGEST_WORD_WIDTH
    const take = (posting: number): void => {
      const slot = posting >> KIND_BITS
      const stamp = this.#stamps[slot]
      if (stamp === now || (before !== null && stamp !== before)) return
      const entry = this.#entries[slot]
      if (!entry || (before === null && !includeArchived && this.#archived[slot] === 1)) return
      const kind = source.isExact ? posting & KIND_MASK : kindOf(entry, source)
      if (kind === null) return
      this.#worst[slot] = before === null ? kind : Math.max(kind, this.#worst[slot] ?? 0)
      this.#stamps[slot] = now
      kept.push(slot)
    }
    for (const posting of source.words) {
      // Codes of a long word are in a list of their own.
      if (hasCodes && (posting & KIND_MASK) === KIND.inCode) continue
      take(posting)
    }
    for (const posting of source.codes) take(posting)
    return kept
  }

  #keepByText(slot: number, source: Source, now: number): boolean {
    const entry = this.#entries[slot]
    const kind = entry ? kindOf(entry, source) : null
    if (kind === null) return false
    this.#worst[slot] = Math.max(kind, this.#worst[slot] ?? 0)
    this.#stamps[slot] = now
    return true
  }

  #score(slot: number, query: string, words: number): number {
    return this.#rank(slot, query, words) * LENGTH_RANGE + (this.#nameLengths[slot] ?? 0)
  }

  #rank(slot: number, query: string, words: number): number {
    const worst = this.#worst[slot] ?? KIND.inCode
    if (words === 1) {
      if (worst === KIND.exactCode) return RANK.exactCode
      return worst === KIND.startOfName
        ? RANK.nameStart
        : worst === KIND.inName
          ? RANK.wordsOfName
          : RANK.elsewhere
    }
    const entry = this.#entries[slot]
    if (entry?.codes.includes(query)) return RANK.exactCode
    if (worst > KIND.inName) return RANK.elsewhere
    return entry?.name.startsWith(query) ? RANK.nameStart : RANK.wordsOfName
  }

  #compare(a: number, b: number): number {
    const [one, other] = [this.#entries[a], this.#entries[b]]
    return compareText(one?.name ?? '', other?.name ?? '') || compareText(one?.id ?? '', other?.id ?? '')
  }

  #nextStamp(): number {
    if (this.#stamp === 0xffff_ffff) {
      this.#stamps.fill(0)
      this.#stamp = 0
    }
    return ++this.#stamp
  }

  #grow(): void {
    const length = this.#stamps.length * 2
    this.#stamps = grown(this.#stamps, new Uint32Array(length))
    this.#archived = grown(this.#archived, new Uint8Array(length))
    this.#worst = grown(this.#worst, new Uint8Array(length))
    this.#nameLengths = grown(this.#nameLengths, new Uint16Array(length))
  }
}

/** One of each, in all ways, the first ones first; at most so many. */
function combinations(options: readonly (readonly string[])[], most: number): string[][] {
  return options
    .reduce<string[][]>(
      (all, each) => each.flatMap(word => all.map(before => [...before, word])).slice(0, most),
      [[]],
    )
    .slice(0, most)
}

interface Source {
  readonly word: string
  /** The word as it stands behind another one. */
  readonly inner: string
  readonly words: readonly number[]
  readonly codes: readonly number[]
  readonly size: number
  /** The list is under the whole word: its kinds hold, and nothing needs to be checked against texts. */
  readonly isExact: boolean
}

function entryOf<Id>(id: Id, product: Searchable): Entry<Id> {
  const codes = new Set(product.codes.map(normaliseText))
  codes.delete('')
  return { id, name: normaliseText(product.name), brand: normaliseText(product.brand), codes: [...codes] }
}

function isSame<Id>(a: Entry<Id> | undefined, b: Entry<Id>): boolean {
  return (
    a?.name === b.name &&
    a.brand === b.brand &&
    a.codes.length === b.codes.length &&
    a.codes.every((code, i) => code === b.codes[i])
  )
}

/** Every start under which the product is listed, with the best kind in which it has it. */
function startsOf(entry: Entry<string>): Map<string, number> {
  const starts = new Map<string, number>()
  const add = (word: string, widths: readonly number[], kind: number, whole: number): void => {
    for (const width of widths) {
      if (width > word.length) break
      const start = word.slice(0, width)
      const here = width === word.length ? whole : kind
      const known = starts.get(start)
      if (known === undefined || here < known) starts.set(start, here)
    }
  }
  wordsOf(entry.name).forEach((word, i) => {
    const kind = i === 0 ? KIND.startOfName : KIND.inName
    add(word, WORD_WIDTHS, kind, kind)
  })
  for (const word of wordsOf(entry.brand)) add(word, WORD_WIDTHS, KIND.inBrand, KIND.inBrand)
  for (const code of entry.codes) {
    const words = wordsOf(code)
    const whole = words.length === 1 ? KIND.exactCode : KIND.inCode
    for (const word of words) add(word, CODE_WIDTHS, KIND.inCode, whole)
  }
  return starts
}

/** In which kind the product has a word that starts so; the best, or null for none. */
function kindOf(entry: Entry<string>, { word, inner }: Pick<Source, 'word' | 'inner'>): number | null {
  if (entry.codes.includes(word)) return KIND.exactCode
  if (entry.name.startsWith(word)) return KIND.startOfName
  if (entry.name.includes(inner)) return KIND.inName
  if (entry.brand.startsWith(word) || entry.brand.includes(inner)) return KIND.inBrand
  return entry.codes.some(code => code.startsWith(word) || code.includes(inner)) ? KIND.inCode : null
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function grown<Numbers extends Uint32Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  from: Numbers,
  to: Numbers,
): Numbers {
  to.set(from)
  return to
}

/** Keeps the candidates for the best `limit` scores: a threshold drops what cannot be among them any more. */
class Best {
  readonly #limit: number
  #kept: { slot: number; score: number }[] = []
  #threshold = Number.POSITIVE_INFINITY
  /** Trimming is due at this many; it doubles what was kept, so that many equal scores cost no more than their sum. */
  #full: number

  constructor(limit: number) {
    this.#limit = limit
    this.#full = limit * 8 + 64
  }

  offer(slot: number, score: number): void {
    // Equal scores are kept: the order among them is decided at the end.
    if (score > this.#threshold || this.#limit <= 0) return
    this.#kept.push({ slot, score })
    if (this.#kept.length >= this.#full) this.#trim()
  }

  slots(tieBreak: (a: number, b: number) => number): number[] {
    this.#trim()
    this.#kept.sort((a, b) => a.score - b.score || tieBreak(a.slot, b.slot))
    return this.#kept.slice(0, this.#limit).map(one => one.slot)
  }

  #trim(): void {
    if (this.#kept.length <= this.#limit) return
    const scores = this.#kept.map(one => one.score).sort((a, b) => a - b)
    const threshold = scores[this.#limit - 1] ?? Number.POSITIVE_INFINITY
    this.#threshold = threshold
    this.#kept = this.#kept.filter(one => one.score <= threshold)
    this.#full = this.#kept.length * 2 + 64
  }
}
