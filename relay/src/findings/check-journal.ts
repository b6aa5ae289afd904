import {
  type JournalFinding,
  type JournalHead,
  orderJournal,
  type TillId,
  verifyJournal,
} from '@evertill/crdt-model'
import { makeJournalVerifier } from '../behind/journal-verifier.ts'
import { decodedByEpoch } from '../projection/project-journal.ts'
import type { Queryable } from '../storage/database.ts'
import type { FoundFault } from './found-fault.ts'

/** Where the verified part of each epoch ends, as it is stored: number and hash in hex. */
export type StoredHeads = { readonly [epoch: string]: { readonly number: number; readonly hash: string } }

export interface CheckedJournal {
  readonly faults: readonly FoundFault[]
  readonly heads: StoredHeads
}

/**
 * Checks a day of a till's journal: numbers, chain and signatures from where the day before ended.
 *
 * @param raws the day's raw entries, whole
 * @param before the heads at the end of the day before
 * @param known the heads of this day as last checked, when nothing was found then: the entries up to them are not
 *   verified again unless one of their numbers is there twice
 */
export async function checkJournal(
  database: Queryable,
  till: TillId,
  raws: readonly unknown[],
  before: StoredHeads,
  known: StoredHeads | undefined,
): Promise<CheckedJournal> {
  const faults: FoundFault[] = []
  const heads: { [epoch: string]: { number: number; hash: string } } = { ...before }
  for (const [epoch, decoded] of decodedByEpoch(raws)) {
    const entries = decoded.map(({ bytes }) => bytes)
    const publicKey = await findPublicKey(database, till, epoch)
    if (publicKey === undefined) {
      faults.push({ kind: 'unknown-device', epoch, entries: entries.length })
      continue
    }
    // What was built on an entry was sound until another one of its number came: all of the day is verified again.
    const isContradicted = rewritten(entries, epoch, known?.[epoch]?.number ?? 0).length > 0
    const from = toHead(epoch, ((isContradicted ? undefined : known) ?? before)[epoch])
    const verified = await verifyJournal(till, epoch, entries, await makeJournalVerifier(publicKey), from)
    faults.push(...verified.findings.flatMap(finding => faultOf(finding, epoch, entries.length)))
    if (from !== undefined) faults.push(...rewritten(entries, epoch, from.number))
    heads[epoch] = { number: verified.head.number, hash: Buffer.from(verified.head.hash).toString('hex') }
  }
  return { faults, heads }
}

function toHead(epoch: number, stored: StoredHeads[string] | undefined): JournalHead | undefined {
  if (stored === undefined || stored.number === 0) return undefined
  return { epoch, number: stored.number, hash: new Uint8Array(Buffer.from(stored.hash, 'hex')) }
}

/** Verifying passes over what was verified before; different entries of those numbers are a fault all the same. */
function rewritten(entries: readonly Uint8Array[], epoch: number, upTo: number): FoundFault[] {
  return orderJournal(entries)
    .contradictions.map(({ entry }) => entry.number)
    .filter(number => number <= upTo)
    .map(number => ({ kind: 'duplicate-differs', epoch, from: number, to: number, entries: 1 }))
}

function faultOf(finding: JournalFinding, epoch: number, entries: number): FoundFault[] {
  switch (finding.kind) {
    case 'undecodable':
      return []
    case 'wrong-epoch':
      return [
        { kind: 'wrong-epoch', epoch: finding.epoch, from: finding.number, to: finding.number, entries: 1 },
      ]
    case 'gap':
      return [
        { kind: 'gap', epoch, from: finding.from, to: finding.to, entries: finding.to - finding.from + 1 },
      ]
    case 'unverified': {
      const { from, to } = finding
      return [{ kind: 'unverified', epoch, from, to, entries: Math.min(to - from + 1, entries) }]
    }
    case 'clock-went-back': {
      const { number, byMs } = finding
      return [{ kind: 'clock-went-back', epoch, from: number, to: number, byMs, entries: 1 }]
    }
    case 'duplicate-differs':
    case 'broken-chain':
    case 'bad-signature':
      return [{ kind: finding.kind, epoch, from: finding.number, to: finding.number, entries: 1 }]
  }
}

/** Of the device that was this till in this epoch, revoked or not: what it wrote before stays true. */
async function findPublicKey(
  database: Queryable,
  till: TillId,
  epoch: number,
): Promise<Uint8Array | undefined> {
  const [row] = await database.query<{ key: Uint8Array }>(
    'select public_key as key from devices where till = $1 and epoch = $2',
    [till, epoch],
  )
  return row && new Uint8Array(row.key)
}
