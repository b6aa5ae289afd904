import type { ShopDatabase } from '../storage/shop-database.ts'
import type { CommittedBatch, CommittedUpdate } from '../sync/group-commit.ts'
import type { SyncLog } from '../sync/sync-log.ts'
import { decodeBusMessage, encodeBusMessage } from './bus-message.ts'
import { CommitFeed, FEED_RETENTION_MS, type ForeignUpdates } from './commit-feed.ts'
import type { BusEvents, RelayBus } from './relay-bus.ts'

/** What another relay committed to a document. */
export type BroughtUpdates = Pick<
  Extract<ForeignUpdates, { kind: 'updates' }>,
  'document' | 'updates' | 'bound'
>

/** The documents of this relay, as the fan-out meets them. */
export interface FanOutTarget {
  /** The names of those that are open. */
  openDocuments(): Iterable<string>
  isOpen(name: string): boolean
  /** Updates that another relay committed. */
  takeCommitted(name: string, brought: BroughtUpdates): void
  /** The document must be compared with the store as a whole. */
  catchUp(name: string): Promise<void>
}

/** What other relays say beside updates. */
export interface FanOutEvents {
  sessions(): void
  changed(): void
}

export interface FanOutRhythm {
  /** Between two looks into the database while there is no bus, and while there is one (which may lose messages). */
  readonly lookMs: number
  readonly lookBesideBusMs: number
  readonly pruneMs: number
}

const RHYTHM: FanOutRhythm = { lookMs: 1000, lookBesideBusMs: 5000, pruneMs: 60_000 }

/** Updates up to this size go over the bus; others are fetched from the database. */
const BUS_BYTES = 256 * 1024
/** Commits heard of over the bus and not seen in the database yet. */
const REMEMBERED_COMMITS = 100_000

/** Tells other relays on the same database what is committed here, and the documents here what is committed there. */
export interface FanOut {
  readonly isBusUp: boolean
  attach(target: FanOutTarget): void
  onTold(events: FanOutEvents): void
  committed(batch: CommittedBatch): void
  /** `look`: something is committed that only the database tells. */
  tell(what: 'sessions' | 'changed' | 'look'): void
  /** Takes what is committed by now. Rejects when the database cannot be read. */
  catchUp(): Promise<void>
  stop(): Promise<void>
}

/** A relay that has its database to itself. */
export const ALONE: FanOut = {
  isBusUp: false,
  attach: () => {},
  onTold: () => {},
  committed: () => {},
  tell: () => {},
  catchUp: async () => {},
  stop: async () => {},
}

/**
 * @param options.relay the id of this process
 * @param options.openBus called once
 */
export function createFanOut(options: {
  readonly database: ShopDatabase
  readonly relay: string
  readonly openBus: (events: BusEvents) => RelayBus
  readonly log: SyncLog
  readonly rhythm?: Partial<FanOutRhythm>
}): FanOut {
  return new SharedFanOut(options)
}

class SharedFanOut implements FanOut {
  readonly #relay: string
  readonly #log: SyncLog
  readonly #feed: CommitFeed
  readonly #bus: RelayBus
  readonly #rhythm: FanOutRhythm
  readonly #heard = new Set<number>()
  readonly #pruneTimer: NodeJS.Timeout
  #target: FanOutTarget | undefined
  #events: FanOutEvents | undefined
  #lookTimer: NodeJS.Timeout | undefined
  #looking: Promise<void> | undefined
  #lookAgain: Promise<void> | undefined
  /** 0: what is open must be compared with the store as a whole. */
  #lookedAt = 0
  #isFailing = false
  #isStopped = false

  constructor({ database, relay, openBus, log, rhythm }: Parameters<typeof createFanOut>[0]) {
    this.#relay = relay
    this.#log = log
    this.#feed = new CommitFeed(database, relay)
    this.#rhythm = { ...RHYTHM, ...rhythm }
    this.#bus = openBus({
      message: bytes => this.#hear(bytes),
      up: () => this.#busIsUp(),
      down: reason => {
        this.#log.warn(
          { reason },
          'the bus between relays is away: they find the updates of the others in the database',
        )
        this.#lookLater(0)
      },
    })
    this.#pruneTimer = setInterval(() => {
      this.#feed.prune().catch(error => this.#log.warn({ err: error }, 'old commits could not be deleted'))
    }, this.#rhythm.pruneMs).unref()
    this.#lookLater(0)
  }

  get isBusUp(): boolean {
    return this.#bus.isUp
  }

  attach(target: FanOutTarget): void {
    this.#target = target
  }

  onTold(events: FanOutEvents): void {
    this.#events = events
  }

  committed({ commit, updates }: CommittedBatch): void {
    if (commit === null) return
    const bytes = updates.reduce((sum, { data }) => sum + data.byteLength, 0)
    const message =
      bytes > BUS_BYTES ? ({ kind: 'look' } as const) : ({ kind: 'committed', commit, updates } as const)
    this.#bus.publish(encodeBusMessage(this.#relay, message))
  }

  tell(what: 'sessions' | 'changed' | 'look'): void {
    this.#bus.publish(encodeBusMessage(this.#relay, { kind: what }))
  }

  /** A look that began before the call may have missed what is committed now: the next one is waited for. */
  catchUp(): Promise<void> {
    if (this.#looking === undefined) return this.#look()
    this.#lookAgain ??= this.#looking
      .catch(() => {})
      .then(() => {
        this.#lookAgain = undefined
        return this.#look()
      })
    return this.#lookAgain
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    clearTimeout(this.#lookTimer)
    clearInterval(this.#pruneTimer)
    await this.#bus.close()
    await this.#looking?.catch(() => {})
  }

  #busIsUp(): void {
    this.#log.info({}, 'the bus between relays is up')
    this.#lookLater(0)
  }

  #hear(bytes: Uint8Array): void {
    const heard = decodeBusMessage(bytes)
    if (heard === undefined) {
      this.#log.warn(
        { bytes: bytes.byteLength },
        'the bus between relays carries something that is no message',
      )
      return
    }
    if (heard.from === this.#relay || this.#isStopped) return
    const { message } = heard
    switch (message.kind) {
      case 'committed':
        this.#remember(message.commit)
        for (const [document, all] of byDocument(message.updates)) {
          const updates = all.map(update => update.data)
          const name = all[0]?.name ?? ''
          this.#take({ kind: 'updates', name, document, updates, bound: all.flatMap(update => update.bound) })
        }
        break
      case 'look':
        this.#lookLater(0)
        break
      case 'sessions':
        this.#events?.sessions()
        break
      case 'changed':
        this.#events?.changed()
        break
    }
  }

  #remember(commit: number): void {
    this.#heard.add(commit)
    if (this.#heard.size <= REMEMBERED_COMMITS) return
    for (const oldest of this.#heard) {
      this.#heard.delete(oldest)
      break
    }
  }

  #lookLater(milliseconds: number): void {
    if (this.#isStopped) return
    clearTimeout(this.#lookTimer)
    this.#lookTimer = setTimeout(() => {
      this.catchUp().catch(() => {})
    }, milliseconds).unref()
  }

  #look(): Promise<void> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined
      this.#lookLater(this.#bus.isUp ? this.#rhythm.lookBesideBusMs : this.#rhythm.lookMs)
    })
    return this.#looking
  }

  async #lookOnce(): Promise<void> {
    const startedAt = Date.now()
    try {
      const commits = await this.#feed.next()
      const isTooLate = startedAt - this.#lookedAt > FEED_RETENTION_MS / 2
      this.#lookedAt = startedAt
      if (isTooLate)
        for (const name of [...(this.#target?.openDocuments() ?? [])]) await this.#catchUpOne(name)
      const unheard = commits.filter(({ commit }) => !this.#heard.delete(commit))
      if (unheard.length > 0) await this.#fetch(unheard)
      this.#isFailing = false
    } catch (error) {
      if (!this.#isFailing && !this.#isStopped)
        this.#log.warn({ err: error }, 'what other relays commit cannot be looked for')
      this.#isFailing = true
      throw error
    }
  }

  async #fetch(commits: Awaited<ReturnType<CommitFeed['next']>>): Promise<void> {
    const target = this.#target
    if (target === undefined) return
    try {
      const found = await this.#feed.read(commits, name => target.isOpen(name))
      for (const one of found) {
        if (one.kind === 'compacted') await this.#catchUpOne(one.name)
        else this.#take(one)
      }
    } catch (error) {
      // They will not be told again: every open document is compared with the store as soon as it answers.
      this.#lookedAt = 0
      throw error
    }
  }

  #take({ name, ...brought }: Extract<ForeignUpdates, { kind: 'updates' }>): void {
    if (brought.updates.length > 0) this.#target?.takeCommitted(name, brought)
  }

  async #catchUpOne(name: string): Promise<void> {
    await this.#target?.catchUp(name)
  }
}

function byDocument(updates: readonly CommittedUpdate[]): Map<number, CommittedUpdate[]> {
  const groups = new Map<number, CommittedUpdate[]>()
  for (const update of updates) {
    const group = groups.get(update.document)
    if (group) group.push(update)
    else groups.set(update.document, [update])
  }
  return groups
}
