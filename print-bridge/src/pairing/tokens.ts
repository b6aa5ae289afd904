import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { join } from 'node:path'
import * as v from 'valibot'
import { readTextFile, writeDurably } from '../data/durable-file.ts'

const MAX_TOKENS = 64

const pairing = v.object({
  origin: v.string(),
  tokenSha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  pairedAt: v.number(),
})
type Pairing = v.InferOutput<typeof pairing>

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

  pairedSince(origin: string): readonly number[] {
    return this.#pairings.filter(known => known.origin === origin).map(({ pairedAt }) => pairedAt)
  }

  /** A new token of 256 bits for the origin: told once, never kept. The oldest makes room when there are too many. */
  async issue(origin: string, now: number): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const added = { origin, tokenSha256: sha256(token), pairedAt: now }
    await this.#write([...this.#pairings.slice(-(MAX_TOKENS - 1)), added])
    return token
  }

  holds(origin: string, token: string): boolean {
    const asked = Buffer.from(sha256(token))
    let found = false
    for (const known of this.#pairings) {
      const same = timingSafeEqual(asked, Buffer.from(known.tokenSha256))
      if (same && known.origin === origin) found = true
    }
    return found
  }

  /** Every till of the origin must pair again. */
  async revoke(origin: string): Promise<void> {
    await this.#write(this.#pairings.filter(known => known.origin !== origin))
  }

  async #write(pairings: readonly Pairing[]): Promise<void> {
    await writeDurably(this.#path, `${JSON.stringify(pairings)}\n`)
    this.#pairings = pairings
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
