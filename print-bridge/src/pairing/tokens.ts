import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { readTextFile, writeDurably } from '../data/durable-file.ts'

const MAX_TOKENS = 64

const via = v.picklist(['loopback', 'lan'])
/** Where a till was paired: its token is good there and nowhere else. */
export type Via = v.InferOutput<typeof via>

const pairing = v.object({
  origin: v.string(),
  tokenSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  pairedAt: v.number(),
  /** Bridges before there was a network to serve knew neither. */
  via: v.optional(via, 'loopback'),
  name: v.optional(v.string(), ''),
})
type Pairing = v.InferOutput<typeof pairing>

/** A till as the bridge's own page lists it. */
export interface PairedTill {
  /** Names it on that page; nothing can be asked with it. */
  readonly id: string
  /** What it called itself, or empty. */
  readonly name: string
  readonly via: Via
  readonly pairedAt: number
}

/** The tills that are paired: only the hashes of their tokens are kept, each bound to the origin it was given to. */
export class Tokens {
  readonly #path: string
  #pairings: readonly Pairing[]

  private constructor(path: string, pairings: readonly Pairing[]) {
    this.#path = path
    this.#pairings = pairings
  }

  static async open(dataDirectory: string): Promise<Tokens> {
    const path = join(dataDirectory, 'tills.json')
    const text = await readTextFile(path)
    return new Tokens(path, text === null ? [] : v.parse(v.array(pairing), JSON.parse(text)))
  }

  get any(): boolean {
    return this.#pairings.length > 0
  }

  tillsOf(origin: string): readonly PairedTill[] {
    return this.#pairings
      .filter(known => known.origin === origin)
      .map(known => ({ id: idOf(known), name: known.name, via: known.via, pairedAt: known.pairedAt }))
  }

  /** A new token of 256 bits for a till: told once, never kept. The oldest makes room when there are too many. */
  async issue(till: Pick<Pairing, 'origin' | 'via' | 'name'>, now: number): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const added = { ...till, tokenSha256: sha256(token), pairedAt: now }
    await this.#write([...this.#pairings.slice(-(MAX_TOKENS - 1)), added])
    return token
  }

  /** The id of the till that was given this token there, or null. */
  find(asked: { readonly origin: string; readonly token: string; readonly via: Via }): string | null {
    const hash = Buffer.from(sha256(asked.token))
    let found: string | null = null
    for (const known of this.#pairings) {
      const same = timingSafeEqual(hash, Buffer.from(known.tokenSha256))
      if (same && known.origin === asked.origin && known.via === asked.via) found = idOf(known)
    }
    return found
  }

  has(id: string): boolean {
    return this.#pairings.some(known => idOf(known) === id)
  }

  /** Every till of the origin must pair again. */
  async revokeOrigin(origin: string): Promise<void> {
    await this.#keep(known => known.origin !== origin)
  }

  /** This one till must pair again. */
  async revoke(id: string): Promise<void> {
    await this.#keep(known => idOf(known) !== id)
  }

  /** Every till that was paired there must pair again. */
  async revokeVia(via: Via): Promise<void> {
    await this.#keep(known => known.via !== via)
  }

  /** At once, also when the disk is full. */
  async #keep(isKept: (known: Pairing) => boolean): Promise<void> {
    this.#pairings = this.#pairings.filter(isKept)
    await this.#write(this.#pairings)
  }

  async #write(pairings: readonly Pairing[]): Promise<void> {
    await writeDurably(this.#path, `${JSON.stringify(pairings)}\n`)
    this.#pairings = pairings
  }
}

/** A piece of the hash: nothing of the token can be told from it. */
function idOf({ tokenSha256 }: Pairing): string {
  return tokenSha256.slice(0, 16)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
