import type { TillId } from '../ids.ts'
import { sameBytes } from '../log/same-bytes.ts'
import { type DecodedEntry, PREVIOUS_BYTES } from './encode-entry.ts'
import type { JournalHead, JournalVerifier, SealedEntry } from './journal-entry.ts'
import { type OrderedJournal, orderJournal } from './journal-fold.ts'
import { emptyJournal, hashInput, headAfter } from './seal-entry.ts'

/** What is wrong with a journal. SPEC J6. */
export type JournalFinding =
  /** Not an entry; `position` in the raw entries. */
  | { readonly kind: 'undecodable'; readonly position: number }
  | { readonly kind: 'wrong-epoch'; readonly epoch: number; readonly number: number }
  /** Different entries with one number: somebody rewrote history. */
  | { readonly kind: 'duplicate-differs'; readonly number: number }
  /** Numbers `from` to `to` are missing. What follows cannot be checked. */
  | { readonly kind: 'gap'; readonly from: number; readonly to: number }
  /** The entry does not follow from the one before it. What follows cannot be checked. */
  | { readonly kind: 'broken-chain'; readonly number: number }
  | { readonly kind: 'bad-signature'; readonly number: number }
  /** Not signed by the till, or not checkable because of a finding before: left out of `entries`. */
  | { readonly kind: 'unverified'; readonly from: number; readonly to: number }
  /** The till's clock was set back before this entry; the entry itself is good. */
  | { readonly kind: 'clock-went-back'; readonly number: number; readonly byMs: number }

export interface VerifiedJournal {
  /** Where the verified part ends: what the next entries are checked from. */
  readonly head: JournalHead
  /** The entries that are the till's own, unchanged and without a gap. */
  readonly entries: readonly SealedEntry[]
  readonly findings: readonly JournalFinding[]
}

/**
 * Checks numbers, chain and signatures of one epoch of a till's journal.
 *
 * @param from the head before these entries; the start of the epoch when absent. Entries up to it are passed over.
 */
export function verifyJournal(
  till: TillId,
  epoch: number,
  rawEntries: Iterable<unknown>,
  verifier: JournalVerifier,
  from?: JournalHead,
): Promise<VerifiedJournal> {
  return verifyOrdered(till, epoch, orderJournal(rawEntries), verifier, from)
}

/** The same of entries that are decoded already. */
export async function verifyOrdered(
  till: TillId,
  epoch: number,
  ordered: OrderedJournal,
  verifier: JournalVerifier,
  from?: JournalHead,
): Promise<VerifiedJournal> {
  const start = from ?? (await emptyJournal(till, epoch, verifier.sha256))
  const findings: JournalFinding[] = ordered.undecodable.map(position => ({ kind: 'undecodable', position }))
  const candidates = new Map<number, DecodedEntry[]>()
  for (const decoded of [...ordered.entries, ...ordered.contradictions]) {
    const { number, epoch: entryEpoch } = decoded.entry
    if (entryEpoch !== epoch) findings.push({ kind: 'wrong-epoch', epoch: entryEpoch, number })
    else if (number > start.number) addCandidate(candidates, number, decoded)
  }
  return followChain(start, candidates, verifier, findings)
}

function addCandidate(candidates: Map<number, DecodedEntry[]>, number: number, decoded: DecodedEntry): void {
  const same = candidates.get(number)
  if (same === undefined) candidates.set(number, [decoded])
  else same.push(decoded)
}

async function followChain(
  start: JournalHead,
  candidates: ReadonlyMap<number, readonly DecodedEntry[]>,
  verifier: JournalVerifier,
  findings: JournalFinding[],
): Promise<VerifiedJournal> {
  const last = Math.max(start.number, ...candidates.keys())
  const entries: SealedEntry[] = []
  let head = start
  while (head.number < last) {
    const number = head.number + 1
    const same = candidates.get(number) ?? []
    if (same.length > 1) findings.push({ kind: 'duplicate-differs', number })
    const sealed = await firstGenuine(head, same, verifier)
    if (sealed === undefined) {
      findings.push(...whyChainEnds(head, same, candidates, last))
      break
    }
    findings.push(...clockFinding(entries.at(-1), sealed))
    entries.push(sealed)
    head = headAfter(sealed)
  }
  return { head, entries, findings }
}

/** Of the entries with the next number, the one that continues the chain and bears the till's signature. */
async function firstGenuine(
  head: JournalHead,
  same: readonly DecodedEntry[],
  verifier: JournalVerifier,
): Promise<SealedEntry | undefined> {
  for (const { entry, bytes, content, signature } of same) {
    if (!continues(head, entry.previous)) continue
    const input = hashInput(head.hash, content)
    if (await verifier.verify(signature, input)) return { entry, bytes, hash: await verifier.sha256(input) }
  }
  return undefined
}

function continues(head: JournalHead, previous: Uint8Array): boolean {
  return sameBytes(previous, head.hash.subarray(0, PREVIOUS_BYTES))
}

function whyChainEnds(
  head: JournalHead,
  same: readonly DecodedEntry[],
  candidates: ReadonlyMap<number, readonly DecodedEntry[]>,
  last: number,
): JournalFinding[] {
  const number = head.number + 1
  if (same.length === 0) {
    const next = Math.min(...[...candidates.keys()].filter(each => each > number))
    return [
      { kind: 'gap', from: number, to: next - 1 },
      { kind: 'unverified', from: next, to: last },
    ]
  }
  const forged = same.some(({ entry }) => continues(head, entry.previous))
  return [
    { kind: forged ? 'bad-signature' : 'broken-chain', number },
    { kind: 'unverified', from: number, to: last },
  ]
}

function clockFinding(before: SealedEntry | undefined, sealed: SealedEntry): JournalFinding[] {
  const byMs = (before?.entry.at ?? 0) - sealed.entry.at
  return byMs > 0 ? [{ kind: 'clock-went-back', number: sealed.entry.number, byMs }] : []
}
