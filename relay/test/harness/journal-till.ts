import { webcrypto } from 'node:crypto'
import {
  emptyJournal,
  enrollmentCodeReply,
  enrollReply,
  headAfter,
  type JournalEvent,
  type SealedEntry,
  sealEntry,
  type TillId,
  toId,
} from '@evertill/crdt-model'
import * as v from 'valibot'

/** A tablet of a relay process that has a key of its own, so that its journal can be verified. */
export interface JournalTill {
  readonly till: TillId
  /** The `Cookie` header of its device. */
  readonly cookie: string
  /** The events as entries 1, 2, 3 …, a second apart. */
  seal(events: readonly JournalEvent[], at: number): Promise<SealedEntry[]>
}

/** Enrolls a tablet for a till, as a manager and the tablet would. */
export async function enrollJournalTill(
  url: string,
  ownerCookie: string,
  till: string,
): Promise<JournalTill> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const pair = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const raw = await webcrypto.subtle.exportKey('raw', pair.publicKey)
  const made = await post(`${url}/api/enrollment-codes`, { till }, ownerCookie)
  const { code } = v.parse(enrollmentCodeReply, await made.json())
  const publicKey = Buffer.from(raw).toString('base64')
  const enrolled = await post(`${url}/api/enroll`, { code, publicKey, deviceName: 'Tablet' })
  const reply = v.parse(enrollReply, await enrolled.json())
  const id = toId<TillId>(reply.till)
  const signer = {
    sha256: async (data: Uint8Array) => new Uint8Array(await webcrypto.subtle.digest('SHA-256', data)),
    sign: async (data: Uint8Array) =>
      new Uint8Array(await webcrypto.subtle.sign(algorithm, pair.privateKey, data)),
  }
  return {
    till: id,
    cookie: enrolled.headers
      .getSetCookie()
      .map(line => line.split(';')[0])
      .join('; '),
    async seal(events, at) {
      let head = await emptyJournal(id, reply.epoch, signer.sha256)
      const entries: SealedEntry[] = []
      for (const [index, event] of events.entries()) {
        const draft = { at: at + index * 1000, offsetMinutes: 0, operator: null, event }
        const sealed = await sealEntry(head, draft, signer)
        head = headAfter(sealed)
        entries.push(sealed)
      }
      return entries
    },
  }
}

async function post(url: string, body: unknown, cookie?: string): Promise<Response> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`)
  return response
}
