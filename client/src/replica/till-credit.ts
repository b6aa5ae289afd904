import {
  type AccountId,
  accountMoves,
  type CurrencyCode,
  decodeEntry,
  shareReply,
  shareToGiveBack,
  USUAL_OFFLINE_CREDIT,
} from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import { type AccountView, readAccountView } from '../local/account-shares.ts'
import type { JournalRow, LocalDatabase, StoreRow } from '../local/database.ts'
import type { JournalWriter } from './journal-writer.ts'
import type { AskShareResult, CommandOf } from './protocol.ts'
import { SerialQueue } from './serial-queue.ts'

export interface CreditServices {
  readonly database: LocalDatabase
  readonly journal: JournalWriter
  readonly api: Pick<ApiClient, 'post'>
  /** The store's settings and currency; null before they were read. */
  readonly store: () => Promise<{ readonly row: StoreRow; readonly currency: CurrencyCode } | null>
  readonly isTraining: () => boolean
  readonly clock: () => number
}

/** So long the relay may take: somebody stands at the counter. Milliseconds. */
const PATIENCE_MS = 4000
/** An account that was asked about is being paid with: so long it is not given back because others want it. */
const IN_USE_MS = 60_000

/**
 * This till's shares of gift cards, store credit and the room of house accounts: asked of the relay while it is in reach, and given back when they
 * are not needed here. What is spent follows from the sales themselves. SPEC K3, K5.
 */
export class TillCredit {
  readonly #services: CreditServices
  /** One answer is stored before the next is asked for: an older one never comes last. */
  readonly #queue = new SerialQueue()
  readonly #askedAt = new Map<AccountId, number>()

  constructor(services: CreditServices) {
    this.#services = services
  }

  /** How an account stands, with as much as the relay gives of `wanted`. Out of its reach: what is known here. */
  ask({ account, wanted }: Omit<CommandOf<'askShare'>, 'type'>): Promise<AskShareResult> {
    this.#askedAt.set(account, this.#services.clock())
    return this.#queue.run(async () => {
      const before = await readAccountView(this.#services.database, account)
      const reach = await this.#askRelay(account, Math.max(0, wanted - before.share))
      return { reach, view: await readAccountView(this.#services.database, account) }
    })
  }

  /** Entries are at the relay: what they left of the accounts goes back, but for what the store keeps. SPEC K5. */
  async settle(rows: readonly JournalRow[]): Promise<void> {
    const store = await this.#services.store()
    const keeps = store?.row.offlineCredit ?? USUAL_OFFLINE_CREDIT
    for (const account of new Set(rows.flatMap(row => row.accounts ?? []))) {
      await this.#giveBack(account, rows.some(row => isSpentBy(row, account)) ? keeps : 0)
    }
  }

  /** Other tills want what this one keeps: it lets go of what nobody here is paying with. SPEC K5. */
  async letGo(wanted: readonly AccountId[]): Promise<void> {
    const since = this.#services.clock() - IN_USE_MS
    for (const account of wanted) {
      if ((this.#askedAt.get(account) ?? 0) < since) await this.#giveBack(account, 0)
    }
  }

  async #askRelay(account: AccountId, more: number): Promise<AskShareResult['reach']> {
    const { api, database, clock } = this.#services
    const known = await database.shares.get(account)
    const asked = api.post('/api/credit/share', { account, knows: known?.given ?? 0, more }, shareReply)
    const late = new Promise<null>(resolve => setTimeout(resolve, PATIENCE_MS, null))
    const answer = await Promise.race([asked, late])
    if (answer === null || !answer.ok) return 'offline'
    const { upTo, given, share, balance, limit, isBlocked, held } = answer.value
    if (!(await this.#hasAllAfter(upTo))) return 'behind'
    const room = limit === undefined ? {} : { limit }
    await database.shares.put({ account, given, share, upTo, balance, ...room, isBlocked, held, at: clock() })
    return 'told'
  }

  /** A database that lost entries which the relay has not read yet would count as unspent what they spent. SPEC K3. */
  async #hasAllAfter(upTo: number): Promise<boolean> {
    const { database, journal } = this.#services
    const { epoch, number } = journal.head
    const count = await database.journal
      .where('[epoch+number]')
      .between([epoch, upTo], [epoch, number], false, true)
      .count()
    return count === Math.max(0, number - upTo)
  }

  async #giveBack(account: AccountId, keeps: number): Promise<void> {
    const { journal, store, isTraining } = this.#services
    const known = await store()
    if (isTraining() || known === null) return
    const left = async () => shareToGiveBack((await this.#view(account)).share, keeps)
    if ((await left()) === 0) return
    // Counted again in its turn: a sale may have spent it meanwhile.
    await journal.record<'nothing-left'>(null, '', async () => {
      const amount = await left()
      if (amount === 0) return { ok: false, refusal: 'nothing-left' }
      return { ok: true, event: { kind: 'share-back', account, currency: known.currency, amount } }
    })
  }

  #view(account: AccountId): Promise<AccountView> {
    return readAccountView(this.#services.database, account)
  }
}

function isSpentBy(row: JournalRow, account: AccountId): boolean {
  const event = decodeEntry(row.bytes)?.entry.event
  return (
    event !== undefined && accountMoves(event).some(move => move.account === account && move.kind === 'take')
  )
}
