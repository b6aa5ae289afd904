import {
  type ApiErrorCode,
  receiptLetterReply,
  receiptNumber,
  receiptTokenInput,
  receiptTokenOf,
} from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import type { LetterRow, LocalDatabase } from '../local/database.ts'
import { sha256 } from '../local/journal-crypto.ts'
import { RetryTimer } from '../local/retry-timer.ts'
import type { CommandOf } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

/** So often a letter that is on its way is asked about, milliseconds: doubled each time, and anew with every letter. */
const FIRST_PAUSE_MS = 2000
const LONGEST_PAUSE_MS = 60_000
/** So long a till remembers an address, from when it was asked to send there. SPEC RL6. */
const KEPT_MS = 24 * 3600 * 1000
/** So long it tries to reach the relay. */
const TRIED_FOR_MS = 48 * 3600 * 1000

export interface TillLettersOptions {
  /** With strict durability: what waits here is nowhere else. */
  readonly database: LocalDatabase
  readonly tillCode: string
  readonly api: Pick<ApiClient, 'post'>
  readonly background: (work: Promise<unknown>) => void
  readonly clock: () => number
}

/** Receipts that this till wants sent by e-mail: noted here first, told to the relay when it is in reach. SPEC RL4. */
export class TillLetters {
  readonly #options: TillLettersOptions
  readonly #queue = new SerialQueue()
  readonly #timer: RetryTimer

  constructor(options: TillLettersOptions) {
    this.#options = options
    this.#timer = new RetryTimer({
      firstPause: FIRST_PAUSE_MS,
      longestPause: LONGEST_PAUSE_MS,
      work: () => options.background(this.#queue.run(() => this.#tellAll())),
    })
  }

  /** Notes a letter. One that is over is sent once more; one that is on its way stays so. */
  async send({ epoch, number, address, language }: CommandOf<'sendLetter'>): Promise<null> {
    const { database, tillCode, clock } = this.#options
    const entry = await database.journal.get([epoch, number])
    if (entry === undefined) throw new Error('this till has no such entry')
    const token = receiptTokenOf(await sha256(receiptTokenInput(entry.bytes)))
    const receipt = receiptNumber(tillCode, epoch, number)
    const id = `${receipt} ${address}`
    await database.transaction('rw', database.letters, async () => {
      const before = await database.letters.get(id)
      if (before?.open === 1) return
      const asking = (before?.asking ?? 0) + 1
      const now = clock()
      await database.letters.put({
        ...{ id, receipt, token, address, language, asking },
        ...{ state: 'queued', open: 1, askedAt: now },
      })
    })
    this.soon()
    return null
  }

  /** What waits is told at once: a letter came, or the network is back. */
  soon(): void {
    this.#timer.soon(0)
  }

  stop(): void {
    this.#timer.stop()
  }

  async #tellAll(): Promise<void> {
    const { database, clock } = this.#options
    await database.letters
      .where('open')
      .equals(0)
      .filter(row => row.askedAt < clock() - KEPT_MS)
      .delete()
    const open = await database.letters.where('open').equals(1).toArray()
    for (const row of open) {
      if (this.#timer.isStopped) return
      await this.#tell(row)
    }
    if ((await database.letters.where('open').equals(1).count()) === 0) return
    this.#timer.later()
  }

  async #tell({ id, token, address, language, asking, askedAt }: LetterRow): Promise<void> {
    const { database, api, clock } = this.#options
    const asked = { token, address, language, asking }
    const answer = await api.post('/api/receipt-letters', asked, receiptLetterReply)
    const state = answer.ok ? answer.value.state : stateAfter(answer.code, clock() - askedAt)
    if (state === undefined || this.#timer.isStopped) return
    const isOver = state !== 'waiting' && state !== 'sending'
    await database.letters.update(id, { state, open: isOver ? 0 : 1 })
  }
}

/** What a refusal means for a letter; undefined where it waits on here. */
function stateAfter(code: ApiErrorCode | 'offline', age: number): LetterRow['state'] | undefined {
  if (code === 'too-many-attempts') return 'refused'
  if (code === 'bad-request') return 'failed'
  return age > TRIED_FOR_MS ? 'failed' : undefined
}
