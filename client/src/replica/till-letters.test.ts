import type { LetterState } from '@evertill/crdt-model'
import Dexie from 'dexie'
import { IDBFactory, IDBKeyRange } from 'fake-indexeddb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ApiClient, ApiFailure } from '../api/api-client.ts'
import { LocalDatabase } from '../local/database.ts'
import { TillLetters } from './till-letters.ts'

const usual = { ...Dexie.dependencies }
const refusal = (code: 'too-many-attempts' | 'bad-request'): ApiFailure => ({
  ...{ ok: false, code, fields: {}, retryAfterSeconds: null },
})

describe('receipts that a till wants sent', () => {
  let database: LocalDatabase
  let letters: TillLetters
  /** What the relay says, and what it was asked. */
  let answer: LetterState | ApiFailure = { ok: false, code: 'offline' }
  let asked: unknown[] = []
  let now = 1_000_000_000
  const api = {
    async post(_: string, body: unknown) {
      asked.push(body)
      return typeof answer === 'string' ? { ok: true, value: { state: answer, since: 1 } } : answer
    },
  } as unknown as Pick<ApiClient, 'post'>

  beforeEach(async () => {
    Object.assign(Dexie.dependencies, { indexedDB: new IDBFactory(), IDBKeyRange })
    database = new LocalDatabase('evertill-till-letters')
    asked = []
    answer = { ok: false, code: 'offline' }
    const background = (work: Promise<unknown>) => void work
    letters = new TillLetters({ database, tillCode: 'G1', api, background, clock: () => now })
    await database.journal.put({
      ...{ epoch: 1, number: 2, day: '2026-11-21', at: 1, kind: 'sale', bytes: new Uint8Array(100) },
      ...{ hash: new Uint8Array(32), sale: 's', receipt: null, moves: [], acknowledged: 0 },
    })
  })
  afterEach(() => {
    letters.stop()
    database.close()
    Object.assign(Dexie.dependencies, usual)
  })

  const send = () =>
    letters.send({ type: 'sendLetter', epoch: 1, number: 2, address: 'ana@example.com', language: 'es' })
  const row = async () => (await database.letters.toArray())[0]
  const comesTo = (state: string) => expect.poll(async () => (await row())?.state).toBe(state)

  it('RL4 wait here while the relay is out of reach, and are told to it once it is not', async () => {
    await send()
    await expect.poll(() => asked.length).toBeGreaterThan(0)
    expect(await row()).toMatchObject({
      id: 'G1-000002 ana@example.com',
      state: 'queued',
      open: 1,
      asking: 1,
    })
    await send()
    answer = 'sent'
    letters.soon()
    await comesTo('sent')
    expect(await row()).toMatchObject({ open: 0, asking: 1 })
    expect(asked.at(-1)).toMatchObject({ address: 'ana@example.com', language: 'es', asking: 1 })
  })

  it('RL4 are asked for once more by a person only, who is counted', async () => {
    answer = 'unknown'
    await send()
    await comesTo('unknown')
    answer = 'sent'
    await send()
    await comesTo('sent')
    expect(asked.map(each => (each as { asking: number }).asking)).toEqual([1, 2])
  })

  it.each([
    ['too-many-attempts', 'refused'],
    ['bad-request', 'failed'],
  ] as const)('say why they do not go: %s', async (code, state) => {
    answer = refusal(code)
    await send()
    await comesTo(state)
  })

  it('RL6 are forgotten after a day, once they are over', async () => {
    answer = 'sent'
    await send()
    await comesTo('sent')
    now += 25 * 3600 * 1000
    letters.soon()
    await expect.poll(() => database.letters.count()).toBe(0)
  })
})
