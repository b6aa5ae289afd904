import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { type TillId, toId } from '../ids.ts'
import { appendToLog, readLog } from '../log/entry-log.ts'
import { usualSale } from '../testing/sale-events.ts'
import { PROPERTY_TIMEOUT } from '../testing/seeds.ts'
import { makeTillKeys } from '../testing/web-crypto.ts'
import { encodeEntry, PREVIOUS_BYTES, SIGNATURE_BYTES } from './encode-entry.ts'
import type {
  JournalEvent,
  JournalHead,
  JournalSigner,
  JournalVerifier,
  SealedEntry,
} from './journal-entry.ts'
import { orderJournal } from './journal-fold.ts'
import { emptyJournal, genesisHash, hashInput, headAfter, sealEntry } from './seal-entry.ts'
import { type VerifiedJournal, verifyJournal } from './verify-journal.ts'

type Keys = JournalSigner & JournalVerifier

const till = toId<TillId>('till000001')
const MORNING = Date.UTC(2026, 10, 20, 9)

let keys: Keys
let journal: SealedEntry[]
let start: JournalHead

beforeAll(async () => {
  keys = await makeTillKeys()
  start = await emptyJournal(till, 1, keys.sha256)
  const events: JournalEvent[] = [{ kind: 'sign-in' }, usualSale, usualSale, usualSale, { kind: 'sign-out' }]
  journal = await seal(start, events)
})

async function seal(
  from: JournalHead,
  events: readonly JournalEvent[],
  by: Keys = keys,
): Promise<SealedEntry[]> {
  const entries: SealedEntry[] = []
  let head = from
  for (const event of events) {
    const draft = { at: MORNING + head.number * 1000, offsetMinutes: 0, operator: null, event }
    const sealed = await sealEntry(head, draft, by)
    entries.push(sealed)
    head = headAfter(sealed)
  }
  return entries
}

function bytesOf(entries: readonly SealedEntry[]): Uint8Array[] {
  return entries.map(({ bytes }) => bytes)
}

function entryAt(index: number): SealedEntry {
  const sealed = journal[index]
  if (sealed === undefined) throw new Error(`no entry ${index}`)
  return sealed
}

function verify(raws: readonly unknown[], from?: JournalHead): Promise<VerifiedJournal> {
  return verifyJournal(till, 1, raws, keys, from)
}

function numbers(verified: VerifiedJournal): number[] {
  return verified.entries.map(({ entry }) => entry.number)
}

function changed(bytes: Uint8Array, position: number): Uint8Array {
  const copy = bytes.slice()
  copy[position] = (copy[position] ?? 0) ^ 1
  return copy
}

describe('journal', () => {
  it('J4 numbers entries from 1 without a gap and links each to the one before', async () => {
    expect(journal.map(({ entry }) => entry.number)).toEqual([1, 2, 3, 4, 5])
    let hash = await genesisHash(till, 1, keys.sha256)
    for (const { entry, bytes, hash: own } of journal) {
      expect(entry.previous).toEqual(hash.slice(0, PREVIOUS_BYTES))
      const content = bytes.slice(0, bytes.length - SIGNATURE_BYTES)
      expect(content).toEqual(encodeEntry(entry))
      hash = await keys.sha256(hashInput(hash, content))
      expect(own).toEqual(hash)
    }
  })

  it('J4 starts differently for each till and each epoch', async () => {
    const other = toId<TillId>('till000002')
    const starts = [await genesisHash(till, 1, keys.sha256), await genesisHash(till, 2, keys.sha256)]
    starts.push(
      await genesisHash(other, 1, keys.sha256),
      await genesisHash(toId<TillId>('till'), 1, keys.sha256),
    )
    expect(new Set(starts.map(hash => hash.join()))).toHaveProperty('size', 4)
    expect((await verifyJournal(other, 1, bytesOf(journal), keys)).findings).toEqual([
      { kind: 'broken-chain', number: 1 },
      { kind: 'unverified', from: 1, to: 5 },
    ])
  })

  it('J4 does not seal what cannot be written, nor with a signature of another length', async () => {
    const draft = { at: -1, offsetMinutes: 0, operator: null, event: { kind: 'sign-in' } as const }
    await expect(sealEntry(start, draft, keys)).rejects.toThrow(RangeError)
    const short = { ...keys, sign: async () => new Uint8Array(63) }
    await expect(sealEntry(start, { ...draft, at: 1 }, short)).rejects.toThrow(RangeError)
  })

  it('J5 orders entries by number, each once, from a document as from anywhere', () => {
    const doc = new Y.Doc()
    appendToLog(doc, 'entries', bytesOf([...journal].reverse()))
    appendToLog(doc, 'entries', bytesOf(journal))
    const ordered = orderJournal(readLog(doc, 'entries'))
    expect(ordered.entries.map(({ entry }) => entry.number)).toEqual([1, 2, 3, 4, 5])
    expect(ordered.contradictions).toEqual([])
    expect(ordered.undecodable).toEqual([])
  })

  it(
    'J5 is the same for any order and duplication, contradictions and rubbish included',
    async () => {
      const rewritten = await seal(start, [{ kind: 'sign-out' }, { kind: 'sign-out' }])
      const second = (await seal({ ...start, epoch: 2 }, [{ kind: 'sign-in' }])).map(({ bytes }) => bytes)
      const all = [...bytesOf(journal), ...bytesOf(rewritten), ...second]
      const expected = orderJournal(all)
      expect(expected.entries.map(({ entry }) => `${entry.epoch}.${entry.number}`)).toEqual([
        ...['1.1', '1.2', '1.3', '1.4', '1.5', '2.1'],
      ])
      expect(expected.contradictions.map(({ entry }) => entry.number)).toEqual([1, 2])
      fc.assert(
        fc.property(fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }), mixed => {
          const { entries, contradictions } = orderJournal(mixed)
          expect(entries.map(each => each.bytes)).toEqual(expected.entries.map(each => each.bytes))
          expect(contradictions.map(each => each.bytes)).toEqual(
            expected.contradictions.map(each => each.bytes),
          )
        }),
        { seed: 5, numRuns: 50 },
      )
      expect(orderJournal(['x', null, new Uint8Array(9), ...all]).undecodable).toEqual([0, 1, 2])
    },
    PROPERTY_TIMEOUT,
  )

  it('J6 finds nothing wrong with a whole journal, and says where it ends', async () => {
    const verified = await verify(bytesOf(journal))
    expect(verified.findings).toEqual([])
    expect(verified.entries).toEqual(journal)
    expect(verified.head).toEqual(headAfter(entryAt(4)))
    expect(await verify([])).toEqual({ head: start, entries: [], findings: [] })
  })

  it('J6 goes on from where it ended, and passes over what comes again', async () => {
    const { head } = await verify(bytesOf(journal.slice(0, 2)))
    const verified = await verify(bytesOf(journal), head)
    expect(numbers(verified)).toEqual([3, 4, 5])
    expect(verified.findings).toEqual([])
  })

  it('J6 takes a duplicate of the same bytes once', async () => {
    const verified = await verify(bytesOf([...journal, ...journal]))
    expect(numbers(verified)).toEqual([1, 2, 3, 4, 5])
    expect(verified.findings).toEqual([])
  })

  it('J6 finds a gap, and takes nothing behind it', async () => {
    const verified = await verify(bytesOf(journal.filter((_, index) => index !== 2)))
    expect(numbers(verified)).toEqual([1, 2])
    expect(verified.findings).toEqual([
      { kind: 'gap', from: 3, to: 3 },
      { kind: 'unverified', from: 4, to: 5 },
    ])
  })

  it('J6 finds every changed byte of a content', async () => {
    const { bytes } = entryAt(2)
    for (let position = 0; position < bytes.length - SIGNATURE_BYTES; position++) {
      const raws = bytesOf(journal)
      raws[2] = changed(bytes, position)
      const verified = await verify(raws)
      expect(numbers(verified).includes(3), `byte ${position}`).toBe(false)
      expect(verified.findings.length, `byte ${position}`).toBeGreaterThan(0)
    }
  })

  it('J6 finds a signature that is not the till’s', async () => {
    const raws = bytesOf(journal)
    raws[2] = changed(entryAt(2).bytes, entryAt(2).bytes.length - 1)
    expect((await verify(raws)).findings).toEqual([
      { kind: 'bad-signature', number: 3 },
      { kind: 'unverified', from: 3, to: 5 },
    ])
    const forger = await makeTillKeys()
    const forged = await seal(headAfter(entryAt(1)), [usualSale, usualSale], forger)
    const verified = await verify(bytesOf([...journal.slice(0, 2), ...forged]))
    expect(numbers(verified)).toEqual([1, 2])
    expect(verified.findings).toContainEqual({ kind: 'bad-signature', number: 3 })
  })

  it('J6 finds an entry that was signed by the till, but does not follow from the one before', async () => {
    const stranger = await seal({ ...headAfter(entryAt(1)), hash: new Uint8Array(32) }, [usualSale])
    const verified = await verify(bytesOf([...journal.slice(0, 2), ...stranger]))
    expect(verified.findings).toEqual([
      { kind: 'broken-chain', number: 3 },
      { kind: 'unverified', from: 3, to: 3 },
    ])
  })

  it('J6 finds a rewritten entry, and follows the chain that goes on', async () => {
    const rewritten = await seal(headAfter(entryAt(1)), [{ kind: 'sign-out' }], await makeTillKeys())
    for (const raws of [bytesOf([...journal, ...rewritten]), bytesOf([...rewritten, ...journal])]) {
      const verified = await verify(raws)
      expect(numbers(verified)).toEqual([1, 2, 3, 4, 5])
      expect(verified.findings).toEqual([{ kind: 'duplicate-differs', number: 3 }])
    }
  })

  it('J6 names what is no entry, and entries of another epoch', async () => {
    const other = await seal(await emptyJournal(till, 2, keys.sha256), [{ kind: 'sign-in' }])
    const verified = await verify([new Uint8Array(70), ...bytesOf(journal), 'text', ...bytesOf(other)])
    expect(numbers(verified)).toEqual([1, 2, 3, 4, 5])
    expect(verified.findings).toEqual([
      { kind: 'undecodable', position: 0 },
      { kind: 'undecodable', position: 6 },
      { kind: 'wrong-epoch', epoch: 2, number: 1 },
    ])
  })

  it('J6 says when the till’s clock was set back, and takes the entry', async () => {
    const draft = {
      at: MORNING - 60_000,
      offsetMinutes: 0,
      operator: null,
      event: { kind: 'sign-in' } as const,
    }
    const early = await sealEntry(headAfter(entryAt(4)), draft, keys)
    const verified = await verify(bytesOf([...journal, early]))
    expect(numbers(verified)).toEqual([1, 2, 3, 4, 5, 6])
    expect(verified.findings).toEqual([{ kind: 'clock-went-back', number: 6, byMs: 64_000 }])
  })
})
