import { webcrypto } from 'node:crypto'
import {
  compareBytes,
  emptyJournal,
  headAfter,
  type JournalSigner,
  type PersonId,
  type SealedEntry,
  sealEntry,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Queryable } from '../storage/database.ts'
import { checkJournal } from './check-journal.ts'

const KIM = toId<PersonId>('kim')
const TILL = toId<TillId>('till1')

/** A till with a key of its own, and a database that knows it. */
async function makeTill() {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const key = new Uint8Array(await webcrypto.subtle.exportKey('raw', keys.publicKey))
  const signer: JournalSigner = {
    sha256: async data => new Uint8Array(await webcrypto.subtle.digest('SHA-256', new Uint8Array(data))),
    sign: async data =>
      new Uint8Array(await webcrypto.subtle.sign(algorithm, keys.privateKey, new Uint8Array(data))),
  }
  const database: Queryable = {
    query: async <Row extends object>(_text: string, parameters: readonly unknown[] = []) =>
      (parameters[1] === 1 ? [{ key }] : []) as Row[],
    runScript: async () => {},
  }
  return { signer, database }
}

let till: Awaited<ReturnType<typeof makeTill>>
let entries: SealedEntry[]

beforeAll(async () => {
  till = await makeTill()
  entries = []
  let head = await emptyJournal(TILL, 1, till.signer.sha256)
  for (let i = 0; i < 6; i++) {
    const draft = { at: 1000 + i, offsetMinutes: 0, operator: KIM, event: { kind: 'sign-out' } } as const
    const sealed = await sealEntry(head, draft, till.signer)
    entries.push(sealed)
    head = headAfter(sealed)
  }
})
afterAll(() => {
  entries = []
})

const bytes = (from: number, to: number) => entries.slice(from - 1, to).map(entry => entry.bytes)
const check = (raws: unknown[], before = {}, known?: Parameters<typeof checkJournal>[4]) =>
  checkJournal(till.database, TILL, raws, before, known)

it('J6 F3 finds nothing in days that follow each other, and goes on from where it was', async () => {
  const first = await check(bytes(1, 3))
  expect(first.faults).toEqual([])
  expect(first.heads['1']?.number).toBe(3)
  const second = await check(bytes(4, 5), first.heads)
  expect(second.faults).toEqual([])
  const again = await check(bytes(4, 6), first.heads, second.heads)
  expect(again).toMatchObject({ faults: [], heads: { 1: { number: 6 } } })
})

it('J6 finds a gap until the day before is here', async () => {
  const late = await check(bytes(4, 6))
  expect(late.faults.map(fault => fault.kind)).toEqual(['gap', 'unverified'])
  expect(late.faults[0]).toMatchObject({ epoch: 1, from: 1, to: 3, entries: 3 })
})

it('J6 finds a forged signature, and a rewritten entry also where it was checked before', async () => {
  const forged = bytes(1, 3)
  const [, second] = forged
  if (second) second[second.length - 1] = (second.at(-1) ?? 0) ^ 1
  const result = await check([...bytes(1, 1), second ? Uint8Array.from(second) : second])
  expect(result.faults.map(fault => fault.kind)).toEqual(['bad-signature', 'unverified'])
  if (second) second[second.length - 1] = (second.at(-1) ?? 0) ^ 1
  const sound = await check(bytes(1, 3))
  const rewritten = Uint8Array.from(bytes(2, 2)[0] ?? [])
  rewritten[rewritten.length - 1] = (rewritten.at(-1) ?? 0) ^ 1
  const found = await check([...bytes(1, 3), rewritten], {}, sound.heads)
  expect(found.faults).toContainEqual({ kind: 'duplicate-differs', epoch: 1, from: 2, to: 2, entries: 1 })
})

it('J5 J6 finds what was built on the one of two entries that does not count, also where it was checked before', async () => {
  const [first] = entries
  if (first === undefined) throw new Error('they were sealed')
  const draft = { offsetMinutes: 0, operator: KIM, event: { kind: 'sign-out' } } as const
  const seal = (after: SealedEntry, at: number) => sealEntry(headAfter(after), { ...draft, at }, till.signer)
  const pair = [await seal(first, 2000), await seal(first, 2001)].sort((a, b) =>
    compareBytes(a.bytes, b.bytes),
  )
  const [lesser, greater] = pair
  if (lesser === undefined || greater === undefined) throw new Error('two were sealed')
  const built = [first, greater, await seal(greater, 3000)].map(entry => entry.bytes)
  const sound = await check(built)
  expect(sound.faults).toEqual([])
  const found = await check([...built, lesser.bytes], {}, sound.heads)
  expect(found).toEqual(await check([...built, lesser.bytes]))
  const kinds = found.faults.map(fault => fault.kind).sort()
  expect(kinds).toEqual(['broken-chain', 'duplicate-differs', 'unverified'])
  expect(found.heads).toMatchObject({ 1: { number: 2 } })
})

it('finds entries of a tablet that was never enrolled', async () => {
  const head = await emptyJournal(TILL, 7, till.signer.sha256)
  const draft = { at: 1, offsetMinutes: 0, operator: KIM, event: { kind: 'sign-out' } } as const
  const stranger = await sealEntry(head, draft, till.signer)
  expect((await check([stranger.bytes])).faults).toEqual([{ kind: 'unknown-device', epoch: 7, entries: 1 }])
})
