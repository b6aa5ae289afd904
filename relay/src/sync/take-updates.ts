import { type CopyRefusal, DELETIONS, type DocumentId, type RefusalCode } from '@evertill/crdt-model'
import * as Y from 'yjs'
import type { ClockMark } from './clock-marks.ts'
import type { Connection } from './connection.ts'
import type { GroupCommit } from './group-commit.ts'
import { type ClientBinding, type ClientBindings, isDevice, type Writer } from './guard/client-bindings.ts'
import { fieldOfOffice } from './guard/judge-fields.ts'
import { judgeUpdate, type Verdict } from './guard/judge-update.ts'
import { readRun } from './guard/update-run.ts'
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
  /** Takes what other relays have committed by now. */
  readonly catchUp: () => Promise<void>
  /** Whose the document's Yjs client ids are, as the store has it. */
  readonly storedBindings: () => Promise<readonly ClientBinding[]>
}

/**
 * What became of an update: it is in the document, it waits for what it builds on, the store has to be asked, or its
 * sender is refused.
 */
type Outcome = 'taken' | 'waits' | 'asks' | 'refused'

/** Of a refused update that its owner wanted in all the same: whether it is in now, or why not. */
export type ReleaseOutcome = 'released' | 'unreadable' | 'gapped' | 'never'

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
    const message = { update, receipt: connection.durableCount.receive(), isAnswer }
    const waiting = this.#options.members.waitingOf(connection)
    // What follows an update that waits builds on it; a step 2 builds on nothing.
    const isBehind =
      waiting !== undefined && (waiting.asking !== null || (waiting.updates.length > 0 && !isAnswer))
    const outcome = isBehind ? 'waits' : this.#decide(connection, message, false)
    if (outcome === 'waits' || outcome === 'asks') this.#wait(connection, message, outcome)
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
    if (waiting === undefined || waiting.asking !== null) return false
    let progress = false
    for (;;) {
      // A step 2 goes first: it builds on nothing, and the others may build on it.
      const answer = waiting.updates.find(message => message.isAnswer)
      const next = answer ?? waiting.updates[0]
      if (next === undefined) break
      const outcome = this.#decide(connection, next, next === asked)
      if (outcome === 'asks') this.#ask(connection, waiting, next)
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
    const { document, documentId, bindings, commits, limits } = this.#options
    const { update, receipt, isAnswer } = message
    const doc = document.doc
    if (doc === undefined) return 'waits'
    const deletions = DELETIONS[documentId.kind]
    const { writer } = connection.owner
    const verdict = connection.restores
      ? this.#judgeRestored(doc, update, writer, isFinal)
      : judgeUpdate(update, writer, { doc, bindings, deletions, limits, isFinal })
    if (verdict.kind === 'nothing-new') {
      if (isAnswer) connection.hasOffered = true
      commits.settle(receipt)
      return 'taken'
    }
    if (verdict.kind === 'refused' && isUnreadable(verdict)) {
      return this.#refuse(connection, update, verdict.code, verdict.reason)
    }
    if (verdict.kind === 'complete' && connection.access === 'write') {
      const reserved = this.#reservedField(connection, update, verdict)
      if (reserved !== undefined) {
        return this.#refuse(connection, update, 'readOnly', `a till may only read the field ${reserved}`)
      }
      return this.#takeNews(connection, doc, message, verdict)
    }
    // Before its step 2 a client may send what only that step 2 brings the ground for. After it, what others wrote
    // may still be on its way here; what it wrote itself cannot be.
    const mayWait = !isAnswer && verdict.kind === 'gapped' && connection.access === 'write'
    if (mayWait && (!connection.hasOffered || verdict.on === 'others')) return 'waits'
    if (!isFinal) return 'asks'
    if (connection.access === 'read') return this.#takeFromReader(connection, update, isAnswer)
    if (verdict.kind === 'refused') return this.#refuse(connection, update, verdict.code, verdict.reason)
    return this.#refuse(connection, update, 'clockGap', 'the update builds on one that never came')
  }

  /** A field that the sender, being a till, may only read. What a till brings back may be an office's. */
  #reservedField(
    { owner, restores }: Connection,
    update: Uint8Array,
    { news }: Extract<Verdict, { kind: 'complete' }>,
  ): string | undefined {
    if (restores || !isDevice(owner.writer)) return undefined
    return fieldOfOffice(this.#options.documentId, update, news)
  }

  /** What a till brings back was others': their Yjs clients, and what was deleted among it. But a journal loses nothing. */
  #judgeRestored(doc: Y.Doc, update: Uint8Array, writer: Writer, isFinal: boolean): Verdict {
    const { documentId, bindings, limits } = this.#options
    return judgeUpdate(update, writer, {
      doc,
      bindings: bindings.onlyFormer(),
      deletions: documentId.kind === 'journal' ? 'nothing' : 'own',
      limits: { ...limits, writerClients: Number.MAX_SAFE_INTEGER },
      isFinal,
    })
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
    { clients, news }: Extract<Verdict, { kind: 'complete' }>,
  ): Outcome {
    const { commits, documentId } = this.#options
    if (!this.#hasRoomFor(connection, update.byteLength)) return 'refused'
    const stateOf = (client: number) => Y.getState(doc.store, client)
    const marks = documentId.kind === 'journal' ? connection.clock?.mark(news, stateOf) : undefined
    const deltas = this.#apply(connection, doc, update)
    if (deltas === undefined) return 'refused'
    // Whoever wrote it may come back and go on under the same Yjs client.
    this.#append(deltas, connection.restores ? [] : clients, connection.owner, connection, marks)
    if (isAnswer) connection.hasOffered = true
    commits.settle(receipt)
    return 'taken'
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
  #apply(connection: Connection, doc: Y.Doc, update: Uint8Array): Uint8Array[] | undefined {
    const { document, commits, log, spoiled } = this.#options
    try {
      return document.apply(doc, update)
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

  #wait(connection: Connection, message: WaitingUpdate, outcome: 'waits' | 'asks'): void {
    const { members, limits } = this.#options
    const waiting = members.waitingOf(connection)
    if (waiting === undefined) return
    waiting.updates.push(message)
    waiting.bytes += message.update.byteLength
    const { length } = waiting.updates
    // One that is larger than the bound may wait alone.
    if (length > limits.waitingUpdates || (length > 1 && waiting.bytes > limits.waitingBytes)) {
      this.#refuse(connection, message.update, 'tooLarge', 'too much builds on updates that never came')
    } else if (outcome === 'asks') this.#ask(connection, waiting, message)
    else if (connection.hasOffered) this.#startTimer(connection)
  }

  /** Before an update is refused: what other relays committed, and whose ids are, may explain it. */
  #ask(connection: Connection, waiting: WaitingUpdates, message: WaitingUpdate): void {
    const { bindings, catchUp, storedBindings, commits, log, refuse } = this.#options
    waiting.asking = message
    const answers = Promise.all([catchUp(), storedBindings().then(stored => bindings.learn(stored))])
    void answers
      // A store that does not answer explains nothing.
      .catch(() => {})
      .then(() => {
        waiting.asking = null
        if (this.#retry(connection, message)) this.retryWaiting()
      })
      .catch(error => {
        log.error({ err: error, document: commits.name }, 'an update could not be handled')
        refuse(connection, 'storeUnavailable', 'the relay failed on this frame')
      })
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
