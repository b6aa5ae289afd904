import { checkPicture, type PictureHash, pictureHashOf } from '@evertill/crdt-model'
import type { ApiClient, ApiFailure } from '../api/api-client.ts'
import { askMissing, putPicture } from '../api/picture-api.ts'
import type { LocalDatabase, PictureRow } from '../local/database.ts'
import { sha256 } from '../local/journal-crypto.ts'
import { cachePicture, OFFICE_PICTURES, openPictureCache } from '../local/picture-cache.ts'
import { RetryTimer } from '../local/retry-timer.ts'
import type { AddPictureResult } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

/** Pauses between attempts to send what the relay did not take, milliseconds. */
const FIRST_PAUSE = 5_000
const LONGEST_PAUSE = 5 * 60_000
/** Pictures that are kept after the relay has them, to offer them again to one that lost them: 48 MB at most. */
const KEPT = 2_000

/**
 * The pictures that are added in an office: kept in its database until the relay has them, and after that for a relay
 * that loses them. A product's record may name a picture before it is sent: until then only this browser shows it.
 */
export class OfficePictures {
  readonly #database: LocalDatabase
  readonly #api: ApiClient
  readonly #background: (work: Promise<unknown>) => void
  readonly #sending = new SerialQueue()
  readonly #timer = new RetryTimer({
    firstPause: FIRST_PAUSE,
    longestPause: LONGEST_PAUSE,
    work: () => this.#background(this.#sending.run(() => this.#send())),
  })

  constructor(database: LocalDatabase, api: ApiClient, background: (work: Promise<unknown>) => void) {
    this.#database = database
    this.#api = api
    this.#background = background
  }

  /** On this device for good, and soon at the relay. */
  async add(bytes: Uint8Array): Promise<AddPictureResult> {
    const check = checkPicture(bytes)
    if (!check.ok) return { kind: 'refused', problem: check.problem }
    const hash = pictureHashOf(await sha256(bytes))
    const known = await this.#database.pictures.get(hash)
    if (known?.state !== 'stored') {
      const row: PictureRow = { hash, type: check.type, bytes, state: 'waiting', addedAt: Date.now() }
      await this.#database.pictures.put(row)
    }
    const cache = await openPictureCache(OFFICE_PICTURES)
    if (cache) await cachePicture(cache, hash, bytes, check.type)
    this.sendSoon()
    return { kind: 'added', hash }
  }

  /** The relay forgot what it had: all that is kept is looked through, and sent where it is missing. */
  async offerAgain(): Promise<void> {
    await this.#database.pictures.where('state').equals('stored').modify({ state: 'waiting' })
    this.sendSoon()
  }

  /** Sends what waits, at once: at a start, when something was added, when the network is back. */
  sendSoon(): void {
    this.#timer.soon(0)
  }

  stop(): void {
    this.#timer.stop()
  }

  async #send(): Promise<void> {
    if (this.#timer.isStopped) return
    const waiting = await this.#database.pictures.where('state').equals('waiting').primaryKeys()
    if (waiting.length === 0) return
    const missing = await askMissing(this.#api, waiting)
    if (!missing.ok) return this.#timer.later()
    const isMissing = new Set(missing.value)
    await this.#note(
      waiting.filter(hash => !isMissing.has(hash)),
      'stored',
    )
    for (const hash of missing.value) if (!(await this.#sendOne(hash))) return this.#timer.later()
    await this.#letGo()
  }

  /** @returns whether it is settled */
  async #sendOne(hash: PictureHash): Promise<boolean> {
    const row = await this.#database.pictures.get(hash)
    if (this.#timer.isStopped || row === undefined) return !this.#timer.isStopped
    const answer = await putPicture(this.#api, hash, row.bytes)
    if (!answer.ok && !isForGood(answer)) return false
    await this.#note([hash], answer.ok ? 'stored' : 'refused')
    return true
  }

  async #note(hashes: readonly PictureHash[], state: PictureRow['state']): Promise<void> {
    await this.#database.pictures.where('hash').anyOf(hashes).modify({ state })
  }

  /** The oldest of those that the relay has go first. */
  async #letGo(): Promise<void> {
    const stored = await this.#database.pictures.where('state').equals('stored').sortBy('addedAt')
    const gone = stored.slice(0, Math.max(0, stored.length - KEPT)).map(row => row.hash)
    await this.#database.pictures.bulkDelete(gone)
  }
}

/** Sending it again would be refused again. */
function isForGood({ code }: ApiFailure): boolean {
  return code === 'unusable-picture' || code === 'too-many-pictures' || code === 'bad-request'
}
