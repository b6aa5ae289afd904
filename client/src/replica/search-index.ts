import { normaliseText, wordsOf } from './text-tokens.ts'

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
}

/** How many leading characters of a word choose its bucket. */
const BUCKET_WIDTH = 3

/** How well a product matches; less is better. */
const RANK = { exactCode: 0, nameStart: 1, wordsOfName: 2, elsewhere: 3 } as const

/** Room for the length of a name in a score, so that rank comes first and then the shorter name. */
const LENGTH_RANGE = 1024

/**
 * A word-prefix index of a catalog in memory: every word of a query must be the start of a word of the product's
 * name, brand or codes. Accents and case do not matter. Built product by product, so that the caller can stop
 * whenever its time slice is over; an update replaces exactly what the product had before.
 *
 * Products live in numbered slots. A bucket (the first characters of a word) leads to the words that start so, and a
 * word to the slots that have it: one number while only one product has it, as for nearly all codes.
 */
export class SearchIndex<Id extends string> {
  readonly #slotOf = new Map<Id, number>()
  readonly #ids: (Id | undefined)[] = []
  readonly #names: string[] = []
  /** The other searchable words of a slot: brand, then codes. */
  readonly #brands: string[] = []
  readonly #codes: (readonly string[])[] = []
  #archived = new Uint8Array(1024)
  readonly #free: number[] = []
  readonly #words = new Map<string, number | number[]>()
  readonly #buckets = new Map<string, Set<string>>()
  /** Query bookkeeping, reused: which word of which query a slot last matched. */
  #stamps = new Uint32Array(1024)
  #stamp = 0

  get size(): number {
    return this.#slotOf.size
  }

  /** Adds the product, or replaces what is known of it. */
  put(id: Id, product: Searchable): void {
    const name = normaliseText(product.name)
    const brand = normaliseText(product.brand)
    const codes = [...new Set(product.codes.map(code => normaliseText(code)).filter(code => code !== ''))]
    const known = this.#slotOf.get(id)
    if (known !== undefined) {
      this.#archived[known] = product.archived ? 1 : 0
      if (this.#isSame(known, name, brand, codes)) return
      for (const word of this.#wordsIn(known)) this.#unlink(word, known)
    }
    const slot = known ?? this.#takeSlot(id)
    this.#archived[slot] = product.archived ? 1 : 0
    this.#names[slot] = name
    this.#brands[slot] = brand
    this.#codes[slot] = codes
    for (const word of this.#wordsIn(slot)) this.#link(word, slot)
  }

  remove(id: Id): void {
    const slot = this.#slotOf.get(id)
    if (slot === undefined) return
    for (const word of this.#wordsIn(slot)) this.#unlink(word, slot)
    this.#slotOf.delete(id)
    this.#ids[slot] = undefined
    this.#names[slot] = ''
    this.#brands[slot] = ''
    this.#codes[slot] = []
    this.#free.push(slot)
  }

  /** The best `limit` products for the text, and how many there are. An empty text finds nothing. */
  find(text: string, limit: number, includeArchived: boolean): SearchHits<Id> {
    const query = normaliseText(text)
    const words = wordsOf(query)
    if (words.length === 0) return { ids: [], total: 0 }
    const lists = words.map(word => this.#postings(word)).sort((a, b) => a.size - b.size)
    const best = new Best(limit)
    let total = 0
    for (const slot of this.#intersect(lists)) {
      if (!includeArchived && this.#archived[slot] === 1) continue
      total++
      best.offer(slot, this.#score(slot, query, words))
    }
    const order = best.slots(
      (a, b) =>
        compareText(this.#names[a] ?? '', this.#names[b] ?? '') ||
        compareText(this.#ids[a] ?? '', this.#ids[b] ?? ''),
    )
    return { ids: order.map(slot => this.#ids[slot]).filter(id => id !== undefined), total }
  }

  #isSame(slot: number, name: string, brand: string, codes: readonly string[]): boolean {
    const old = this.#codes[slot] ?? []
    return (
      this.#names[slot] === name &&
      this.#brands[slot] === brand &&
      old.length === codes.length &&
      old.every((code, i) => code === codes[i])
    )
  }

  #takeSlot(id: Id): number {
    const slot = this.#free.pop() ?? this.#ids.length
    this.#ids[slot] = id
    this.#slotOf.set(id, slot)
    if (slot >= this.#stamps.length) {
      this.#stamps = grown(this.#stamps, new Uint32Array(this.#stamps.length * 2))
      this.#archived = grown(this.#archived, new Uint8Array(this.#archived.length * 2))
    }
    return slot
  }

  /** Every distinct word the slot is found by. A code of several words is found by each, and as one. */
  #wordsIn(slot: number): Set<string> {
    const words = new Set(wordsOf(this.#names[slot] ?? ''))
    for (const word of wordsOf(this.#brands[slot] ?? '')) words.add(word)
    for (const code of this.#codes[slot] ?? []) for (const word of wordsOf(code)) words.add(word)
    return words
  }

  #link(word: string, slot: number): void {
    const known = this.#words.get(word)
    if (known === undefined) {
      this.#words.set(word, slot)
      for (let width = 1; width <= Math.min(BUCKET_WIDTH, word.length); width++) {
        const start = word.slice(0, width)
        const bucket = this.#buckets.get(start)
        if (bucket) bucket.add(word)
        else this.#buckets.set(start, new Set([word]))
      }
    } else if (typeof known === 'number') this.#words.set(word, [known, slot])
    else known.push(slot)
  }

  #unlink(word: string, slot: number): void {
    const known = this.#words.get(word)
    if (typeof known === 'object') {
      const at = known.indexOf(slot)
      const last = known.pop()
      if (at < known.length && last !== undefined) known[at] = last
      if (known.length > 0) return
    }
    this.#words.delete(word)
    for (let width = 1; width <= Math.min(BUCKET_WIDTH, word.length); width++) {
      const start = word.slice(0, width)
      const bucket = this.#buckets.get(start)
      bucket?.delete(word)
      if (bucket?.size === 0) this.#buckets.delete(start)
    }
  }

  #postings(prefix: string): Postings {
    const bucket = this.#buckets.get(prefix.slice(0, BUCKET_WIDTH))
    const lists: (number | number[])[] = []
    let size = 0
    if (bucket) {
      for (const word of bucket) {
        if (prefix.length > BUCKET_WIDTH && !word.startsWith(prefix)) continue
        const list = this.#words.get(word)
        if (list === undefined) continue
        lists.push(list)
        size += typeof list === 'number' ? 1 : list.length
      }
    }
    return { lists, size }
  }

  /** The slots that are in every one of the postings, each once. */
  #intersect(all: readonly Postings[]): number[] {
    let before = this.#nextStamp()
    let found: number[] = []
    all.forEach((postings, step) => {
      const now = this.#nextStamp()
      const stamps = this.#stamps
      const next: number[] = []
      const visit = (slot: number): void => {
        if (stamps[slot] === now || (step > 0 && stamps[slot] !== before)) return
        stamps[slot] = now
        next.push(slot)
      }
      for (const list of postings.lists) {
        if (typeof list === 'number') visit(list)
        else for (const slot of list) visit(slot)
      }
      before = now
      found = next
    })
    return found
  }

  #nextStamp(): number {
    if (this.#stamp === 0xffff_ffff) {
      this.#stamps.fill(0)
      this.#stamp = 0
    }
    return ++this.#stamp
  }

  #score(slot: number, query: string, words: readonly string[]): number {
    const name = this.#names[slot] ?? ''
    return this.#rank(slot, name, query, words) * LENGTH_RANGE + Math.min(name.length, LENGTH_RANGE - 1)
  }

  #rank(slot: number, name: string, query: string, words: readonly string[]): number {
    if (this.#codes[slot]?.includes(query)) return RANK.exactCode
    if (name.startsWith(query)) return RANK.nameStart
    return words.every(word => startsAWord(name, word)) ? RANK.wordsOfName : RANK.elsewhere
  }
}

interface Postings {
  readonly lists: readonly (number | number[])[]
  readonly size: number
}

function startsAWord(text: string, word: string): boolean {
  return text.startsWith(word) || text.includes(` ${word}`)
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function grown<Bytes extends Uint32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>>(
  from: Bytes,
  to: Bytes,
): Bytes {
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
