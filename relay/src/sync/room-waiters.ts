/** Who waits for commits of one document. */
export interface RoomWaiters {
  /** Whether anybody waits for a moment at which everything is committed. */
  readonly wantSettled: boolean
  /** Runs once everything is committed, however long that takes. */
  onceSettled(run: () => void): void
  /** Runs `work` once everything is committed, or at once; rejects when commits fail before that. */
  whenSettled<Result>(isSettled: boolean, work: () => Result): Promise<Result>
  /** Resolves when so many updates are committed; goes on waiting when commits fail. */
  untilCommitted(updates: number): Promise<void>

  committed(updates: number): void
  settled(): void
  /** Commits fail. @param forGood when nothing will be committed any more */
  failed(error: Error, forGood?: boolean): void
}

export function createRoomWaiters(): RoomWaiters {
  let patient: (() => void)[] = []
  let settling: { run: () => void; reject: (error: Error) => void }[] = []
  let committing: { updates: number; resolve: () => void; reject: (error: Error) => void }[] = []
  return {
    get wantSettled() {
      return patient.length > 0 || settling.length > 0
    },
    onceSettled(run) {
      patient.push(run)
    },
    whenSettled(isSettled, work) {
      if (isSettled) return attempt(work)
      return new Promise((resolve, reject) => {
        settling.push({ run: () => attempt(work).then(resolve, reject), reject })
      })
    },
    untilCommitted(updates) {
      return new Promise((resolve, reject) => {
        committing.push({ updates, resolve, reject })
      })
    },
    committed(updates) {
      const done = committing.filter(waiter => waiter.updates <= updates)
      committing = committing.filter(waiter => waiter.updates > updates)
      for (const { resolve } of done) resolve()
    },
    settled() {
      const runs = [...patient, ...settling.map(waiter => waiter.run)]
      patient = []
      settling = []
      for (const run of runs) run()
    },
    failed(error, forGood = false) {
      const refused = forGood ? [...settling, ...committing] : settling
      settling = []
      if (forGood) committing = []
      for (const { reject } of refused) reject(error)
    },
  }
}

/** Runs `work` now: the document must not move on before it is read. */
async function attempt<Result>(work: () => Result): Promise<Result> {
  return work()
}
