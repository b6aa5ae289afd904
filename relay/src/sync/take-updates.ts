import { setImmediate } from 'node:timers/promises'
import { type CopyRefusal, DELETIONS, type DocumentId, type RefusalCode } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { CompactionRunner } from '../compaction/compaction-runner.ts'
import type { ClockMark } from './clock-marks.ts'
import type { Connection } from './connection.ts'
import type { GroupCommit } from './group-commit.ts'
import { type ClientBinding, type ClientBindings, isDevice, type Writer } from './guard/client-bindings.ts'
import { fieldOfOffice } from './guard/judge-fields.ts'
import { judgeRead, judgeUpdate, type Standing, type Verdict } from './guard/judge-update.ts'
import { readRun } from './guard/update-run.ts'
import { PART_BYTES } from './load-document.ts'
import type { RefusedUpdate } from './quarantine.ts'
import type { RoomCommits } from './room-commits.ts'
import type { RoomDocument } from './room-document.ts'
import type { RoomMembers, WaitingUpdate, WaitingUpdates } from './room-members.ts'
import type { SyncLimits } from './sync-limits.ts'
import type { SyncLog } from './sync-log.ts'

export interface UpdateTakerOptions {
  readonly documentId: DocumentId
  readonly document: RoomDocument
  readonly bindings: ClientBindings
  readonly members: RoomMembers
  readonly commits: RoomCommits
  readonly commit: GroupCommit
  readonly limits: SyncLimits
  readonly log: SyncLog
  readonly refuse: (connection: Connection, code: RefusalCode, sentence: string) => void
  readonly quarantine: (refused: RefusedUpdate) => void
  /** The document in memory is worth nothing any more: it must be loaded afresh. */
  readonly spoiled: () => void
  /** Reads and cuts a large update. */
  readonly runner: Pick<CompactionRunner, 'cutUpdates'>
  /** Takes what other relays have committed by now. */
  readonly catchUp: () => Promise<void>
  /** Whose the document's Yjs client ids are, as the store has it. */
  readonly storedBindings: () => Promise<readonly ClientBinding[]>
}

/** What became of an update: it is in the document, it waits for what it builds on, or its sender is refused. */
type Outcome = 'taken' | 'waits' | 'refused' | Errand

/**
 * Something comes first: a large update is read in a thread, or taken part by part, or the store is asked. It is
 * decided again then, and what its sender sent after it waits.
 */
interface Errand {
  readonly run: () => Promise<void>
  /** The store was asked: what it does not explain is refused. */
  readonly isFinal: boolean
}

/** Of a refused update that its owner wanted in all the same: whether it is in now, or why not. */
export type ReleaseOutcome = 'released' | 'unreadable' | 'gapped' | 'never'

type CompleteVerdict = Extract<Verdict, { kind: 'complete' }>

/** What is committed with the first part of an update: whose Yjs clients it brought, and how far off their clock was. */
interface Firsts {
  readonly clients: readonly number[]
  readonly marks: readonly ClockMark[]
}

const NOTHING_FIRST: Firsts = { clients: [], marks: [] }

/**
 * The way of a client's update into a document: judged, applied, appended; or refused whole, and kept aside.
 *
 * Judging ends where `#takeNews` begins: what is behind it asks no more who sent an update.
 */
export class UpdateTaker {
  readonly #options: UpdateTakerOptions
  readonly #timers = new Map<Connection, NodeJS.Timeout>()
  #isRetrying = false

  constructor(options: UpdateTakerOptions) {
    this.#options = options
  }

  /** An update-carrying message. @param view what is kept of it is copied */
  take(connection: Connection, kind: 'sync-step-2' | 'update', view: Uint8Array): void {
    const isAnswer = kind === 'sync-step-2'
    if (!isAnswer && this.#takeRun(connection, view)) return
    const update = view.slice()
    const receipt = connection.durableCount.receive()
    const message: WaitingUpdate = { update, receipt, isAnswer, cut: null, stage: 'new' }
    const waiting = this.#options.members.waitingOf(connection)
    // What follows an update that waits builds on it; a step 2 builds on nothing.
    const isBehind =
      waiting !== undefined && (waiting.busyWith !== null || (waiting.updates.length > 0 && !isAnswer))
    const outcome = isBehind ? 'waits' : this.#decide(connection, message, false)
    if (outcome === 'waits' || typeof outcome === 'object') this.#wait(connection, message, outcome)
    if (outcome === 'taken') this.retryWaiting()
  }

  /**
   * The short way of nearly all that tills send: the next entries of a journal by whom its Yjs client belongs to.
   * Nothing of theirs is in the document, so the bytes themselves are what is new; they are applied later, many at once.
   * @returns false when the update has to go the long way; nothing has happened then
   */
  #takeRun(connection: Connection, view: Uint8Array): boolean {
    const { bindings, commits, document, documentId, limits, members } = this.#options
    if (documentId.kind !== 'journal' || connection.access !== 'write' || connection.restores) return false
    if (!document.isLoaded || members.waitingOf(connection)?.updates.length !== 0) return false
    const run = readRun(view)
    if (run === undefined || run.structCount > limits.updateStructs || view.length > limits.updateBytes)
      return false
    if (bindings.get(run.client)?.writer !== connection.owner.writer) return false
    if (!this.#hasRoomFor(connection, view.length)) return true
    // From the pool: a buffer of its own for each would be most of what the collector of garbage has to do.
    const update = Buffer.from(view)
    if (!document.accept(run, update)) return false
    const receipt = connection.durableCount.receive()
    // Only now: what goes the long way is marked there. Its first struct is the first that the document has not.
    const clocks = connection.clock?.mark([run], () => run.from)
    commits.append(update, connection, [], clocks, run)
    commits.settle(receipt)
    this.retryWaiting()
    return true
  }

  /** Tries what waits once more: something came that it may have waited for. */
  retryWaiting(): void {
    if (this.#isRetrying || !this.#options.members.someWait) return
    this.#isRetrying = true
    try {
      for (let progress = true; progress; ) {
        progress = false
        for (const connection of [...this.#options.members]) {
          if (this.#retry(connection, null)) progress = true
        }
      }
    } finally {
      this.#isRetrying = false
    }
  }

  /**
   * Takes an update that was refused, because an owner wants it: whatever it deletes and whoever's Yjs clients it
   * uses, but not from a journal, and only if it can be applied as it is.
   */
  release(update: Uint8Array, writer: Writer, name: string): ReleaseOutcome {
    const { document, documentId, limits, bindings } = this.#options
    const doc = document.doc
    if (doc === undefined) return 'gapped'
    const verdict = judgeUpdate(update, writer, {
      doc,
      bindings: bindings.onlyFormer(),
      deletions: documentId.kind === 'journal' ? 'nothing' : 'own',
      limits,
      isFinal: true,
    })
    switch (verdict.kind) {
      case 'nothing-new':
        return 'released'
      case 'gapped':
      case 'unsure':
        return 'gapped'
      case 'refused':
        return isUnreadable(verdict) ? 'unreadable' : 'never'
      case 'complete': {
        const unowned = verdict.clients.filter(client => bindings.get(client) === undefined)
        try {
          this.#append(document.apply(doc, update), unowned, { writer, name }, undefined)
        } catch {
          this.#options.spoiled()
          return 'unreadable'
        }
        this.retryWaiting()
        return 'released'
      }
    }
  }

  /**
   * @param asked the store was asked about this one: it is taken, waits, or is refused
   * @returns whether anything of the connection's went on.
   */
  #retry(connection: Connection, asked: WaitingUpdate | null): boolean {
    const waiting = this.#options.members.waitingOf(connection)
    if (waiting === undefined || waiting.busyWith !== null) return false
    let progress = false
    for (;;) {
      // A step 2 goes first: it builds on nothing, and the others may build on it.
      const answer = waiting.updates.find(message => message.isAnswer)
      const next = answer ?? waiting.updates[0]
      if (next === undefined) break
      const outcome = this.#decide(connection, next, next === asked)
      if (typeof outcome === 'object') this.#send(connection, waiting, next, outcome)
      if (outcome === 'waits' && connection.hasOffered) this.#startTimer(connection)
      if (outcome !== 'taken') return progress
      waiting.updates.splice(waiting.updates.indexOf(next), 1)
      waiting.bytes -= next.update.byteLength
      progress = true
    }
    clearTimeout(this.#timers.get(connection))
    this.#timers.delete(connection)
    return progress
  }

  #decide(connection: Connection, message: WaitingUpdate, isFinal: boolean): Outcome {
    const { document, commits, limits } = this.#options
    const { update, receipt, isAnswer, cut } = message
    const doc = document.doc
    if (doc === undefined) return 'waits'
    if (cut === null && update.byteLength > limits.atOnceBytes && update.byteLength <= limits.updateBytes) {
      return { run: () => this.#read(message), isFinal: false }
    }
    const verdict = this.#judge(connection, doc, message, isFinal)
    if (verdict.kind === 'nothing-new') {
      if (isAnswer) connection.hasOffered = true
      commits.settle(receipt)
      return 'taken'
    }
    if (verdict.kind === 'refused' && isUnreadable(verdict)) {
      return this.#refuse(connection, update, verdict.code, verdict.reason)
    }
    if (verdict.kind === 'complete' && connection.access === 'write') {
      if (cut === null) return this.#takeNews(connection, doc, message, verdict)
      return this.#takeLarge(connection, doc, message, cut.parts, verdict)
    }
    // Before its step 2 a client may send what only that step 2 brings the ground for. After it, what others wrote
    // may still be on its way here; what it wrote itself cannot be.
    const mayWait = !isAnswer && verdict.kind === 'gapped' && connection.access === 'write'
    if (mayWait && (!connection.hasOffered || verdict.on === 'others')) return 'waits'
    if (!isFinal) return { run: () => this.#ask(), isFinal: true }
    if (connection.access === 'read') return this.#takeFromReader(connection, update, isAnswer)
    if (verdict.kind === 'refused') return this.#refuse(connection, update, verdict.code, verdict.reason)
    return this.#refuse(connection, update, 'clockGap', 'the update builds on one that never came')
  }

  #judge(connection: Connection, doc: Y.Doc, { update, cut }: WaitingUpdate, isFinal: boolean): Verdict {
    const { documentId, bindings, limits } = this.#options
    const { writer } = connection.owner
    const standing = connection.restores
      ? this.#standingOfRestored(doc, isFinal)
      : { doc, bindings, deletions: DELETIONS[documentId.kind], limits, isFinal }
    return cut === null ? judgeUpdate(update, writer, standing) : judgeRead(cut.read, writer, standing)
  }

  /** Whether an update holds a field that its sender, being a till, may only read: then it is refused. */
  #isReserved(connection: Connection, update: Uint8Array, { news }: CompleteVerdict, part = update): boolean {
    if (!this.#hasReservedFields(connection)) return false
    const field = fieldOfOffice(this.#options.documentId, part, news)
    if (field === undefined) return false
    this.#refuse(connection, update, 'readOnly', `a till may only read the field ${field}`)
    return true
  }

  /** What a till brings back may be an office's. */
  #hasReservedFields({ owner, restores }: Connection): boolean {
    return !restores && isDevice(owner.writer)
  }

  /** What a till brings back was others': their Yjs clients, and what was deleted among it. But a journal loses nothing. */
  #standingOfRestored(doc: Y.Doc, isFinal: boolean): Standing {
    const { documentId, bindings, limits } = this.#options
    return {
      doc,
      bindings: bindings.onlyFormer(),
      deletions: documentId.kind === 'journal' ? 'nothing' : 'own',
      limits: { ...limits, writerClients: Number.MAX_SAFE_INTEGER },
      isFinal,
    }
  }

  /**
   * A reader has what this relay lacks. In a step 2 that shows that the store was set back: it is not the reader's to
   * bring it back, and not its fault, so it goes on with a message that is never acknowledged.
   */
  #takeFromReader(connection: Connection, update: Uint8Array, isAnswer: boolean): Outcome {
    const { commits, log } = this.#options
    if (!isAnswer) return this.#refuse(connection, update, 'readOnly', 'this document may only be read')
    connection.hasOffered = true
    log.warn({ document: commits.name }, 'a reader has what this database lacks: was it set back?')
    return 'taken'
  }

  #takeNews(
    connection: Connection,
    doc: Y.Doc,
    { update, receipt, isAnswer }: WaitingUpdate,
    verdict: CompleteVerdict,
  ): Outcome {
    if (this.#isReserved(connection, update, verdict)) return 'refused'
    if (!this.#hasRoomFor(connection, update.byteLength)) return 'refused'
    const isTaken = this.#takePart(connection, doc, update, update, this.#firsts(connection, doc, verdict))
    if (!isTaken) return 'refused'
    if (isAnswer) connection.hasOffered = true
    this.#options.commits.settle(receipt)
    return 'taken'
  }

  /** What has to be done next of a large update, judged as a whole. */
  #takeLarge(
    connection: Connection,
    doc: Y.Doc,
    message: WaitingUpdate,
    parts: readonly Uint8Array[],
    verdict: CompleteVerdict,
  ): Outcome {
    if (message.stage === 'applied') {
      return this.#refuse(connection, message.update, 'malformedFrame', 'it cannot be applied')
    }
    // What was judged holds until others have their turn: after the fields are looked through it is judged anew.
    if (message.stage === 'new' && this.#hasReservedFields(connection)) {
      return { run: () => this.#lookThrough(connection, message, parts, verdict), isFinal: false }
    }
    return { run: () => this.#takeInParts(connection, doc, message, parts, verdict), isFinal: false }
  }

  async #lookThrough(
    connection: Connection,
    message: WaitingUpdate,
    parts: readonly Uint8Array[],
    verdict: CompleteVerdict,
  ): Promise<void> {
    for (const part of parts) {
      if (this.#isReserved(connection, message.update, verdict, part)) return
      await setImmediate()
    }
    message.stage = 'looked-through'
  }

  /**
   * Takes a large update part by part, the first before anybody else has a turn: with it the update's Yjs clients are
   * its sender's. When it is decided again, all of it is in the document; or what of it is left, when the document had
   * to be loaded afresh meanwhile.
   */
  async #takeInParts(
    connection: Connection,
    doc: Y.Doc,
    message: WaitingUpdate,
    parts: readonly Uint8Array[],
    verdict: CompleteVerdict,
  ): Promise<void> {
    const { update } = message
    const { document, members } = this.#options
    const waiting = members.waitingOf(connection)
    // Whoever has left brings it again.
    const goesOn = () => document.doc === doc && members.waitingOf(connection) === waiting
    if (!this.#hasRoomFor(connection, update.byteLength)) return
    let firsts = this.#firsts(connection, doc, verdict)
    for (const part of parts) {
      if (!this.#takePart(connection, doc, update, part, firsts)) return
      firsts = NOTHING_FIRST
      await setImmediate()
      if (!goesOn()) return
    }
    message.stage = 'applied'
  }

  /** What is committed with the first part of an update. To be asked before it is applied. */
  #firsts(connection: Connection, doc: Y.Doc, { clients, news }: CompleteVerdict): Firsts {
    const stateOf = (client: number) => Y.getState(doc.store, client)
    const isJournal = this.#options.documentId.kind === 'journal'
    return {
      // Whoever wrote what is brought back may come back and go on under the same Yjs client.
      clients: connection.restores ? [] : clients,
      marks: isJournal ? (connection.clock?.mark(news, stateOf) ?? []) : [],
    }
  }

  /** @returns whether it could be applied; if not, the whole update is refused */
  #takePart(
    connection: Connection,
    doc: Y.Doc,
    update: Uint8Array,
    part: Uint8Array,
    { clients, marks }: Firsts,
  ): boolean {
    const deltas = this.#apply(connection, doc, update, part)
    if (deltas === undefined) return false
    this.#append(deltas, clients, connection.owner, connection, marks)
    return true
  }

  /** Refuses the connection when the store has been away for too long. */
  #hasRoomFor(connection: Connection, more: number): boolean {
    const { commit, limits, refuse } = this.#options
    const { updates, bytes } = commit.uncommitted
    if (bytes + more <= limits.uncommittedBytes || updates === 0) return true
    refuse(connection, 'storeUnavailable', 'too many updates wait to be committed')
    return false
  }

  #append(
    deltas: readonly Uint8Array[],
    clients: readonly number[],
    { writer, name }: { writer: Writer; name: string },
    from: Connection | undefined,
    marks: readonly ClockMark[] = [],
  ): void {
    const { bindings, commits } = this.#options
    let clocks = marks
    let bound = clients.map(client => ({ client, writer, name }))
    for (const binding of bound) bindings.bind(binding)
    for (const delta of deltas) {
      commits.append(delta, from, bound, clocks)
      bound = []
      clocks = []
    }
  }

  /** @returns what the update changed, or undefined when it could not be applied. */
  #apply(connection: Connection, doc: Y.Doc, update: Uint8Array, part: Uint8Array): Uint8Array[] | undefined {
    const { document, commits, log, spoiled } = this.#options
    try {
      return document.apply(doc, part)
    } catch (error) {
      log.warn({ err: error, document: commits.name }, 'an update could not be applied')
      this.#refuse(connection, update, 'malformedFrame', 'the update contradicts the document')
      spoiled()
      return undefined
    }
  }

  #refuse(connection: Connection, update: Uint8Array, code: CopyRefusal, reason: string): 'refused' {
    const { commits, quarantine, refuse } = this.#options
    quarantine({ document: commits.name, owner: connection.owner, code, reason, update })
    refuse(connection, code, reason)
    return 'refused'
  }

  #wait(connection: Connection, message: WaitingUpdate, outcome: 'waits' | Errand): void {
    const { members, limits } = this.#options
    const waiting = members.waitingOf(connection)
    if (waiting === undefined) return
    waiting.updates.push(message)
    waiting.bytes += message.update.byteLength
    const { length } = waiting.updates
    if (outcome !== 'waits') this.#send(connection, waiting, message, outcome)
    else if (isTakingLarge(waiting, limits)) {
      if (waiting.bytes > limits.heldBytes) {
        this.#options.refuse(connection, 'storeUnavailable', 'too much is waiting for a large update')
      }
    } else if (length > limits.waitingUpdates || (length > 1 && waiting.bytes > limits.waitingBytes)) {
      // One that is larger than the bound may wait alone.
      this.#refuse(connection, message.update, 'tooLarge', 'too much builds on updates that never came')
    } else if (connection.hasOffered) this.#startTimer(connection)
  }

  /** Sends out on an errand for an update; it is decided again afterwards. */
  #send(connection: Connection, waiting: WaitingUpdates, message: WaitingUpdate, errand: Errand): void {
    const { commits, log, refuse } = this.#options
    waiting.busyWith = message
    void errand
      .run()
      .then(() => {
        waiting.busyWith = null
        if (connection.isRefused) return
        if (this.#retry(connection, errand.isFinal ? message : null)) this.retryWaiting()
      })
      .catch(error => {
        log.error({ err: error, document: commits.name }, 'an update could not be handled')
        refuse(connection, 'storeUnavailable', 'the relay failed on this frame')
      })
  }

  async #read(message: WaitingUpdate): Promise<void> {
    const { updateStructs, updateClients } = this.#options.limits
    const bounds = { updateStructs, updateClients }
    const job = { snapshot: null, tail: [message.update], bounds, partBytes: PART_BYTES }
    const [cut] = await this.#options.runner.cutUpdates(job)
    message.cut = cut ?? null
  }

  /** Before an update is refused: what other relays committed, and whose ids are, may explain it. */
  async #ask(): Promise<void> {
    const { bindings, catchUp, storedBindings } = this.#options
    const answers = [catchUp(), storedBindings().then(stored => bindings.learn(stored))]
    // A store that does not answer explains nothing.
    await Promise.all(answers).catch(() => {})
  }

  #startTimer(connection: Connection): void {
    if (this.#timers.has(connection)) return
    const timer = setTimeout(() => {
      this.#timers.delete(connection)
      const first = this.#options.members.waitingOf(connection)?.updates[0]
      if (first === undefined) return
      this.#refuse(connection, first.update, 'clockGap', 'the update builds on one that never came')
    }, this.#options.limits.waitingMs).unref()
    this.#timers.set(connection, timer)
  }
}

function isUnreadable(verdict: Extract<Verdict, { kind: 'refused' }>): boolean {
  return verdict.code === 'malformedFrame' || verdict.code === 'tooLarge'
}

/** What comes meanwhile waits for no fault of its sender's. */
function isTakingLarge({ busyWith }: WaitingUpdates, limits: SyncLimits): boolean {
  return busyWith !== null && busyWith.update.byteLength > limits.atOnceBytes
}
