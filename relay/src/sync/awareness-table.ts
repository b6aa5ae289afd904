import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

/** The awareness message was not one, or exceeded a bound. */
export class MalformedAwarenessError extends Error {
  override readonly name = 'MalformedAwarenessError'
}

/** A connection that holds states. */
export interface AwarenessHolder {
  readonly owner: { readonly writer: string }
}

interface AwarenessState {
  readonly clock: number
  /** JSON as it came. */
  readonly state: string
  readonly holder: AwarenessHolder
}

/** How many clocks of clients that left are remembered, so that an echo does not bring them back. */
const REMEMBERED_CLOCKS = 1000

/**
 * Who is present in a document, as y-protocols' awareness has it: for each Yjs client a clock and a state of JSON.
 * Each state is held by the connection that brought it and leaves with it; only its writer, on this connection or on
 * another, changes it. What is said for somebody else is left out: honest clients do it too, when they believe that
 * another has gone. Nothing here is stored.
 */
export class AwarenessTable {
  readonly #states = new Map<number, AwarenessState>()
  readonly #departed = new Map<number, number>()
  readonly #maxStates: number

  constructor(maxStatesPerHolder: number) {
    this.#maxStates = maxStatesPerHolder
  }

  /**
   * Takes an awareness update from a connection.
   * @param update must own its buffer.
   * @param mayUse whether the connection's writer may speak for a Yjs client
   * @returns the part of it that is news, for the others, or undefined. Clients echo what they hear, so most is not.
   * @throws `MalformedAwarenessError`
   */
  take(
    update: Uint8Array,
    holder: AwarenessHolder,
    mayUse: (client: number) => boolean = () => true,
  ): Uint8Array | undefined {
    const news = readEntries(update).filter(
      entry => mayUse(entry.client) && this.#isOwn(entry.client, holder) && this.#accept(entry, holder),
    )
    return news.length > 0 ? encodeEntries(news) : undefined
  }

  /** Removes what a connection held. @returns the update that tells the others, or undefined. */
  leave(holder: AwarenessHolder): Uint8Array | undefined {
    const gone: Entry[] = []
    for (const [client, held] of this.#states) {
      if (held.holder !== holder) continue
      // One less: the client may come back on a new connection with the clock it had.
      this.#remove(client, held.clock - 1)
      gone.push({ client, clock: held.clock, state: 'null' })
    }
    return gone.length > 0 ? encodeEntries(gone) : undefined
  }

  /** Everybody present, for a newcomer, or undefined when there is nobody. */
  all(): Uint8Array | undefined {
    if (this.#states.size === 0) return undefined
    return encodeEntries([...this.#states].map(([client, { clock, state }]) => ({ client, clock, state })))
  }

  #isOwn(client: number, holder: AwarenessHolder): boolean {
    const present = this.#states.get(client)
    return present === undefined || present.holder.owner.writer === holder.owner.writer
  }

  #accept({ client, clock, state }: Entry, holder: AwarenessHolder): boolean {
    const present = this.#states.get(client)
    const isLeaving = state === 'null'
    if (present === undefined) {
      if (isLeaving || clock <= (this.#departed.get(client) ?? -1)) return false
      if (this.#heldBy(holder) >= this.#maxStates) return false
    } else if (clock < present.clock || (clock === present.clock && !isLeaving)) {
      return false
    }
    if (isLeaving) this.#remove(client, clock)
    else this.#states.set(client, { clock, state, holder })
    return true
  }

  #remove(client: number, clock: number): void {
    this.#states.delete(client)
    this.#departed.delete(client)
    this.#departed.set(client, clock)
    if (this.#departed.size > REMEMBERED_CLOCKS) {
      for (const oldest of this.#departed.keys()) {
        this.#departed.delete(oldest)
        break
      }
    }
  }

  #heldBy(holder: AwarenessHolder): number {
    let count = 0
    for (const state of this.#states.values()) if (state.holder === holder) count++
    return count
  }
}

interface Entry {
  readonly client: number
  readonly clock: number
  readonly state: string
}

function readEntries(update: Uint8Array): Entry[] {
  try {
    const decoder = decoding.createDecoder(update)
    const entries: Entry[] = []
    for (let count = decoding.readVarUint(decoder); count > 0; count--) {
      const client = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state = decoding.readVarString(decoder)
      // The others will parse it: text that is not JSON would throw inside their message handler.
      JSON.parse(state)
      entries.push({ client, clock, state })
    }
    return entries
  } catch (error) {
    throw new MalformedAwarenessError(error instanceof Error ? error.message : String(error))
  }
}

function encodeEntries(entries: readonly Entry[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, entries.length)
  for (const { client, clock, state } of entries) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, state)
  }
  return encoding.toUint8Array(encoder)
}
