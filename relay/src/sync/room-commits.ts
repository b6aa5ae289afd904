import { encodeUpdate } from '@evertill/crdt-model'
import type { ClockMark } from './clock-marks.ts'
import type { Connection } from './connection.ts'
import type { Receipt } from './durable-count.ts'
import type { CommitTarget, GroupCommit } from './group-commit.ts'
import type { ClientBinding } from './guard/client-bindings.ts'
import type { UpdateRun } from './guard/update-run.ts'
import type { RoomMembers } from './room-members.ts'
import { createRoomWaiters, type RoomWaiters } from './room-waiters.ts'
import { StoreUnavailableError } from './sync-hub.ts'

export interface RoomCommitsOptions {
  readonly name: string
  readonly commit: GroupCommit
  readonly members: RoomMembers
  /** These rows are committed now, or (none) commits fail: what waited may go on. */
  readonly onCommits: (stored: readonly Uint8Array[]) => void
  /** The document was begun again: nothing is stored under its number any more. */
  readonly onEpochEnded: () => void
}

/**
 * What was appended to a document and what of it is committed. An update is appended before it is sent to anybody,
 * and acknowledged after its commit; who may only read gets it after its commit, so as never to have to give it back.
 */
export class RoomCommits implements CommitTarget {
  readonly name: string
  documentNumber: number | null = null
  /** The newest sequence that the store is known to have of the document. */
  through = 0
  readonly waiters: RoomWaiters = createRoomWaiters()
  readonly #options: RoomCommitsOptions
  /** What other relays brought, for connections that may only read, until what came before it is committed. */
  #readersOutbox: { needs: number; frame: Uint8Array }[] = []
  #appended = 0
  #committed = 0
  #isFailing = false
  #acksAreDue = false

  constructor(options: RoomCommitsOptions) {
    this.name = options.name
    this.#options = options
  }

  /** How many updates were appended since the room was opened. */
  get appended(): number {
    return this.#appended
  }

  /** Whether everything that was appended is committed. */
  get isSettled(): boolean {
    return this.#appended === this.#committed
  }

  get isFailing(): boolean {
    return this.#isFailing
  }

  /** What was appended and no commit holds yet, oldest first. */
  uncommitted(): Uint8Array[] {
    return this.#options.commit.uncommittedOf(this)
  }

  /**
   * Hands an update that was judged and applied to the next commit, and sends it on.
   * @param bound the Yjs client ids that are somebody's by it: committed with it
   * @param clocks how far off the clock was that it was written by: committed with it
   * @param run the update, where it is one
   */
  append(
    update: Uint8Array,
    from: Connection | undefined,
    bound: readonly ClientBinding[] = [],
    clocks: readonly ClockMark[] = [],
    run?: UpdateRun,
  ): void {
    const { commit, members } = this.#options
    this.#appended++
    commit.add(this, update, bound, clocks, run)
    if (members.hasOtherWriters(from)) members.sendToWriters(encodeUpdate(update), from)
  }

  /** Sends on what another relay committed. A reader gets it behind what waits for a commit here. */
  sendCommitted(update: Uint8Array): void {
    const { members } = this.#options
    const frame = encodeUpdate(update)
    members.sendToWriters(frame, undefined)
    if (!members.hasReaders) return
    if (this.isSettled) members.sendToReaders(frame)
    else this.#readersOutbox.push({ needs: this.#appended, frame })
  }

  /** The message of this receipt is safe as soon as everything appended so far is. */
  settle(receipt: Receipt): void {
    receipt.needs = this.#appended
    if (!this.isSettled || this.#acksAreDue) return
    this.#acksAreDue = true
    setImmediate(() => {
      this.#acksAreDue = false
      this.#acknowledge()
    })
  }

  committed(updates: number, stored: readonly Uint8Array[], through: number): void {
    const { members, onCommits } = this.#options
    this.#committed += updates
    this.through = Math.max(this.through, through)
    this.#isFailing = false
    // As they are stored: what a writer sent one by one goes to readers in one frame.
    if (members.hasReaders) for (const update of stored) members.sendToReaders(encodeUpdate(update))
    this.#sendToReaders()
    this.#acknowledge()
    this.waiters.committed(this.#committed)
    if (this.isSettled) this.waiters.settled()
    onCommits(stored)
  }

  commitFailed(): void {
    this.#isFailing = true
    this.waiters.failed(new StoreUnavailableError('the store does not take updates'))
    this.#options.onCommits([])
  }

  epochEnded(): void {
    this.#options.onEpochEnded()
  }

  #acknowledge(): void {
    this.#options.members.tellDurable(this.#committed, this.through)
  }

  #sendToReaders(): void {
    let done = 0
    for (const { needs, frame } of this.#readersOutbox) {
      if (needs > this.#committed) break
      this.#options.members.sendToReaders(frame)
      done++
    }
    this.#readersOutbox.splice(0, done)
  }
}
