/** Bounds and rhythms of sync. Bytes and milliseconds. */
export interface SyncLimits {
  /** One update. A large first import is one update, so this is generous. */
  readonly updateBytes: number
  /** A larger update is read in a thread and taken in parts, with time for others in between. */
  readonly atOnceBytes: number
  /** Structs and deleted ranges of one update, and Yjs clients that bring structs in it. */
  readonly updateStructs: number
  readonly updateClients: number
  /** Yjs client ids of one writer in one document: each load of a page takes a new one. */
  readonly writerClients: number
  /** Updates of one connection that wait for what they build on, in memory and unacknowledged, and for how long. */
  readonly waitingUpdates: number
  readonly waitingBytes: number
  readonly waitingMs: number
  /** What one connection may send, on average and at once. */
  readonly framesPerSecond: number
  readonly burstFrames: number
  readonly bytesPerSecond: number
  readonly burstBytes: number
  /** Refused updates on their way into quarantine, in memory; further ones are only counted. */
  readonly quarantineQueueBytes: number
  /** What connections may send while their document is being loaded. */
  readonly heldBytes: number
  /** Updates in memory that no commit holds yet, over all documents. */
  readonly uncommittedBytes: number
  /** One awareness message, and how many awareness states one connection may hold. */
  readonly awarenessBytes: number
  readonly awarenessStates: number
  /** Frames that a connection has not taken yet, answers to its own sync step 1 not counted. */
  readonly unsentBytes: number
  /** An answer to a sync step 1 goes out in parts of about this size. */
  readonly answerPartBytes: number
  /** How long updates are gathered for one commit. */
  readonly gatherMs: number
  /** One INSERT statement. */
  readonly commitRows: number
  readonly commitBytes: number
  /** First and longest pause between two attempts to commit. */
  readonly retryMs: number
  readonly maxRetryMs: number
  /** A tail longer than either is folded into a snapshot. */
  readonly tailUpdates: number
  readonly tailBytes: number
  /** A document of records that more Yjs clients wrote is begun again without its past when it is compacted. */
  readonly epochClients: number
  /** How long a document that nobody uses stays loaded. */
  readonly idleMs: number
  /** Between two pings, and between two frames on an otherwise quiet connection. */
  readonly heartbeatMs: number
  /** How long a socket may take to close before it is cut. */
  readonly closeMs: number
  /** How long `stop` tries to commit what is held. */
  readonly stopMs: number
}

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: SyncLimits = {
  updateBytes: 32 * MIB,
  // About 10 ms of work.
  atOnceBytes: 384 * 1024,
  updateStructs: 100_000,
  updateClients: 1000,
  writerClients: 10_000,
  waitingUpdates: 256,
  waitingBytes: 8 * MIB,
  waitingMs: 10_000,
  framesPerSecond: 2000,
  burstFrames: 20_000,
  bytesPerSecond: 16 * MIB,
  burstBytes: 128 * MIB,
  quarantineQueueBytes: 16 * MIB,
  heldBytes: 64 * MIB,
  uncommittedBytes: 64 * MIB,
  awarenessBytes: 16 * 1024,
  awarenessStates: 8,
  unsentBytes: 8 * MIB,
  answerPartBytes: 256 * 1024,
  gatherMs: 2,
  commitRows: 5000,
  commitBytes: 8 * MIB,
  retryMs: 100,
  maxRetryMs: 5000,
  tailUpdates: 500,
  tailBytes: MIB,
  // 5,000 take 30 KB in every handshake.
  epochClients: 5000,
  idleMs: 10_000,
  // y-websocket's client gives up on a connection that brought no message for 30 s.
  heartbeatMs: 12_000,
  closeMs: 5000,
  stopMs: 8000,
}

/** `maxPayload` for the `ws` server: the largest update and the few bytes around it. */
export const MAX_FRAME_BYTES = DEFAULT_LIMITS.updateBytes + 64
