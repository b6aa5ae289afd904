import { checkPicture, type PictureHash, pictureHashOf, picturePath } from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import { askMissing, putPicture } from '../api/picture-api.ts'
import type { LocalDatabase } from '../local/database.ts'
import { sha256 } from '../local/journal-crypto.ts'
import { cachedPictures, cachePicture, openPictureCache, TILL_PICTURES } from '../local/picture-cache.ts'
import { RetryTimer } from '../local/retry-timer.ts'
import { SerialQueue } from './serial-queue.ts'

/** After the till is ready, and after its catalog changed: what sells comes first. Milliseconds. */
const AFTER_READY = 3_000
/** A picture that the relay does not have yet comes a little behind its product; milliseconds, doubled each time. */
const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 30 * 60_000
/** The most pictures a till keeps: 120 MB. */
const MOST = 5_000
/** From this share of what the browser gives on, the room is kept for sales. */
const FULL = 0.8

export interface TillPicturesOptions {
  readonly database: LocalDatabase
  readonly api: ApiClient
  readonly relayUrl: string
  readonly background: (work: Promise<unknown>) => void
  /** Nobody waits for anything more important. */
  readonly isReady: () => boolean
}

/**
 * The pictures of a till's catalog, fetched one at a time behind everything else and kept in the browser's cache by
 * their hash. Selling needs none of them: a tile without one has its tint and initial.
 */
export class TillPictures {
  readonly #options: TillPicturesOptions
  readonly #work = new SerialQueue()
  readonly #timer: RetryTimer

  constructor(options: TillPicturesOptions) {
    this.#options = options
    this.#timer = new RetryTimer({
      firstPause: FIRST_PAUSE,
      longestPause: LONGEST_PAUSE,
      work: () => options.background(this.#work.run(() => this.#bringUpToDate())),
    })
  }

  /** Looks for what is to be fetched, a little later: called again before that, later still. */
  soon(): void {
    this.#timer.soon(AFTER_READY)
  }

  /** The relay forgot what it had: it is offered what this till keeps, as long as it lets tills bring it back. */
  async offerAgain(): Promise<void> {
    await this.#options.database.meta.put({ key: 'picturesToOffer', value: true })
    this.soon()
  }

  stop(): void {
    this.#timer.stop()
  }

  async #bringUpToDate(): Promise<void> {
    if (this.#timer.isStopped || !this.#options.isReady()) return
    const cache = await openPictureCache(TILL_PICTURES)
    if (cache === undefined) return
    await this.#offer(cache)
    const wanted = await this.#wanted()
    const kept = new Set(await cachedPictures(cache))
    for (const hash of kept) if (!wanted.has(hash)) await cache.delete(picturePath(hash))
    let isWhole = true
    for (const hash of wanted) {
      if (kept.has(hash)) continue
      if (this.#timer.isStopped || (await isNearlyFull())) return
      const outcome = await this.#fetch(cache, hash)
      // The next hello of the relay begins again.
      if (outcome === 'offline') return
      if (outcome === 'not-there') isWhole = false
    }
    if (!isWhole) this.#timer.later()
  }

  /** The pictures of tiles that a manager laid out first, then all others of the catalog. */
  async #wanted(): Promise<Set<PictureHash>> {
    const { database } = this.#options
    const pages = await database.quickPages.toArray()
    const tiles = await database.products.bulkGet([...new Set(pages.flatMap(page => page.tiles))])
    const first = tiles.map(row => row?.picture ?? null).filter(hash => hash !== null)
    // Of an index the keys alone: products without a picture are not in it, and none is read.
    const all = await database.products.orderBy('picture').uniqueKeys()
    const hashes = [...first, ...all.filter((key): key is PictureHash => typeof key === 'string')]
    return new Set([...new Set(hashes)].slice(0, MOST))
  }

  async #fetch(cache: Cache, hash: PictureHash): Promise<'kept' | 'not-there' | 'offline'> {
    try {
      const url = `${this.#options.relayUrl}${picturePath(hash)}`
      const response = await fetch(url, { credentials: 'same-origin', priority: 'low' })
      if (!response.ok) return 'not-there'
      const bytes = new Uint8Array(await response.arrayBuffer())
      const check = checkPicture(bytes)
      // Whatever answered: what is kept under a hash is what the manager chose.
      if (!check.ok || pictureHashOf(await sha256(bytes)) !== hash) return 'not-there'
      await cachePicture(cache, hash, bytes, check.type)
      return 'kept'
    } catch {
      return 'offline'
    }
  }

  /** Once: who may bring nothing back need not ask again. */
  async #offer(cache: Cache): Promise<void> {
    const { database, api } = this.#options
    if ((await database.meta.get('picturesToOffer')) === undefined) return
    const missing = await askMissing(api, await cachedPictures(cache))
    if (!missing.ok) return
    for (const hash of missing.value) {
      const kept = await cache.match(picturePath(hash))
      if (this.#timer.isStopped) return
      if (kept === undefined) continue
      const answer = await putPicture(api, hash, new Uint8Array(await kept.arrayBuffer()))
      if (answer.ok) continue
      if (answer.code === 'offline' || answer.code === 'unavailable') return
      break
    }
    await database.meta.delete('picturesToOffer')
  }
}

async function isNearlyFull(): Promise<boolean> {
  const { usage = 0, quota = Number.POSITIVE_INFINITY } = await navigator.storage.estimate()
  return usage > quota * FULL
}
