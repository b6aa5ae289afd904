import type { CurrencyCode } from '@evertill/crdt-model'
import type { ApiClient } from '../api/api-client.ts'
import type { LocalDatabase, StoreRow } from '../local/database.ts'
import { LazyPart } from '../local/load-part.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import type { JournalWriter, SaleSurroundings } from './journal-writer.ts'
import type { TillAuthority } from './till-authority.ts'
import type { TillCredit } from './till-credit.ts'
import type { TillLetters } from './till-letters.ts'
import type { TillParking } from './till-parking.ts'
import type { TillReturns } from './till-returns.ts'
import type { TillSession } from './till-session.ts'
import type { TillShift } from './till-shift.ts'

export interface TillPartsOptions {
  readonly workplace: TillWorkplace
  readonly relayUrl: string
  /** With relaxed durability, for everything that can be made again. */
  readonly database: LocalDatabase
  /** With strict durability. */
  readonly strict: LocalDatabase
  readonly journal: JournalWriter
  readonly session: TillSession
  readonly authority: TillAuthority
  readonly shift: TillShift
  readonly isTraining: () => boolean
  readonly isOnline: () => boolean
  /** What goods are taken back with. */
  readonly surroundings: () => Promise<SaleSurroundings | null>
  /** The store as its settings say; null before they are here. */
  readonly store: () => Promise<{ readonly row: StoreRow; readonly currency: CurrencyCode } | null>
  /** A parked sale was written. */
  readonly onParked: () => void
  readonly background: (work: Promise<unknown>) => void
}

/** What of a till is loaded when it is first wanted: its first sale after a start waits for none of it. */
export class TillParts {
  readonly parking: LazyPart<TillParking>
  /** Receipts by e-mail. */
  readonly letters: LazyPart<TillLetters>
  readonly returns: LazyPart<TillReturns>
  /** Gift cards and store credit. */
  readonly credit: LazyPart<TillCredit>

  constructor(options: TillPartsOptions) {
    const { database, journal, authority, shift, workplace, relayUrl } = options
    this.parking = new LazyPart(async () => {
      const { TillParking } = await import('./till-parking.ts')
      return new TillParking({ ...options, onWritten: options.onParked })
    })
    this.letters = new LazyPart(async () => {
      const { TillLetters } = await import('./till-letters.ts')
      const api = await apiOf(relayUrl)
      const { strict, background } = options
      return new TillLetters({
        database: strict,
        tillCode: workplace.tillCode,
        api,
        background,
        clock: Date.now,
      })
    })
    this.returns = new LazyPart(async () => {
      const { TillReturns } = await import('./till-returns.ts')
      const { surroundings } = options
      return new TillReturns({
        database,
        journal,
        authority,
        workplace,
        relayUrl,
        surroundings,
        shift,
        askShare: async (account, wanted) => (await this.credit.get()).ask({ account, wanted }),
      })
    })
    this.credit = new LazyPart(async () => {
      const { TillCredit } = await import('./till-credit.ts')
      const api = await apiOf(relayUrl)
      const { store, isTraining } = options
      return new TillCredit({ database, journal, api, store, isTraining, clock: Date.now })
    })
  }
}

async function apiOf(relayUrl: string): Promise<ApiClient> {
  const { makeApiClient } = await import('../api/api-client.ts')
  return makeApiClient((...request) => fetch(...request), relayUrl)
}
