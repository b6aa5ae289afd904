import * as encoding from 'lib0/encoding'

/**
 * What an update says that only puts values of one Yjs client behind what is there: no deletion, nothing put between.
 * A till's sale is one. Runs that follow each other are one longer run, which costs no more than copying their bytes.
 */
export interface UpdateRun {
  readonly client: number
  /** Clocks `from` up to, not including, `end`. */
  readonly from: number
  readonly end: number
  readonly structCount: number
  /** The structs as they stand in the update: a view of it. */
  readonly structs: Uint8Array
}

export function follows(before: UpdateRun, run: UpdateRun): boolean {
  return before.client === run.client && before.end === run.from
}

/** Runs of which each follows the one before it, as one update. @param runs at least one */
export function encodeRuns(runs: readonly UpdateRun[]): Uint8Array {
  const [first] = runs
  if (first === undefined) throw new RangeError('an update has at least one run')
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(
    encoder,
    runs.reduce((sum, run) => sum + run.structCount, 0),
  )
  encoding.writeVarUint(encoder, first.client)
  encoding.writeVarUint(encoder, first.from)
  const head = encoding.toUint8Array(encoder)
  const update = new Uint8Array(runs.reduce((sum, run) => sum + run.structs.byteLength, head.byteLength + 1))
  update.set(head)
  let at = head.byteLength
  for (const { structs } of runs) {
    update.set(structs, at)
    at += structs.byteLength
  }
  // The last byte stays 0: no deletions.
  return update
}

/** The runs in their order, with those together that follow each other. */
export function joinRuns(runs: readonly UpdateRun[]): Uint8Array[] {
  const joined: UpdateRun[][] = []
  for (const run of runs) {
    const last = joined.at(-1)
    const before = last?.at(-1)
    if (last !== undefined && before !== undefined && follows(before, run)) last.push(run)
    else joined.push([run])
  }
  return joined.map(encodeRuns)
}
