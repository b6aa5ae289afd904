import type { PersonId, TillId } from '../ids.ts'
import { encodeEntry, PREVIOUS_BYTES, SIGNATURE_BYTES } from './encode-entry.ts'
import type {
  JournalEntry,
  JournalEvent,
  JournalHead,
  JournalSigner,
  JournalVerifier,
  SealedEntry,
} from './journal-entry.ts'

/** What the till says of an entry; number and chain come from the head. */
export interface EntryDraft {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly offsetMinutes: number
  readonly operator: PersonId | null
  readonly event: JournalEvent
}

/** What the first entry of a till's epoch links to: entries cannot be moved to another till or epoch. SPEC J4. */
export function genesisHash(
  till: TillId,
  epoch: number,
  sha256: JournalVerifier['sha256'],
): Promise<Uint8Array> {
  const text = `evertill journal/${till}/${epoch}`
  return sha256(Uint8Array.from(text, character => character.charCodeAt(0)))
}

/** The head of a journal in which nothing was written yet. */
export async function emptyJournal(
  till: TillId,
  epoch: number,
  sha256: JournalVerifier['sha256'],
): Promise<JournalHead> {
  return { epoch, number: 0, hash: await genesisHash(till, epoch, sha256) }
}

/** What an entry's hash and signature are over: the full hash of the entry before it, then its own content. */
export function hashInput(previousHash: Uint8Array, content: Uint8Array): Uint8Array {
  const input = new Uint8Array(previousHash.length + content.length)
  input.set(previousHash)
  input.set(content, previousHash.length)
  return input
}

/** Makes the next entry of a journal: numbered, chained, signed. Throws `RangeError` when it cannot be written. */
export async function sealEntry(
  head: JournalHead,
  draft: EntryDraft,
  signer: JournalSigner,
): Promise<SealedEntry> {
  const previous = head.hash.slice(0, PREVIOUS_BYTES)
  const entry: JournalEntry = { ...draft, epoch: head.epoch, number: head.number + 1, previous }
  const content = encodeEntry(entry)
  const input = hashInput(head.hash, content)
  const [hash, signature] = await Promise.all([signer.sha256(input), signer.sign(input)])
  if (signature.length !== SIGNATURE_BYTES) throw new RangeError(`a signature is ${SIGNATURE_BYTES} bytes`)
  return { entry, bytes: hashInput(content, signature), hash }
}

/** Where the journal ends after this entry. */
export function headAfter(sealed: SealedEntry): JournalHead {
  return { epoch: sealed.entry.epoch, number: sealed.entry.number, hash: sealed.hash }
}
