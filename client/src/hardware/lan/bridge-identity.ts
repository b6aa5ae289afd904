import {
  identityAnswer,
  identityStatement,
  type LanAddress,
  shortFingerprint,
} from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import { toBase64 } from '../../local/base64.ts'
import type { LanBridge } from '../../local/bridge.ts'
import { BridgeRefusal } from '../printing/bridge-refusal.ts'
import type { BridgeWire } from '../printing/bridge-wire.ts'

const CURVE = { name: 'ECDSA', namedCurve: 'P-256' }
const SIGNATURE = { name: 'ECDSA', hash: 'SHA-256' }

/** Another bridge answers than the one this device was paired with, or one that cannot prove what it says. */
export class OtherBridge extends Error {
  constructor() {
    super('another print bridge answers')
    this.name = 'OtherBridge'
  }
}

/**
 * Has the bridge at an address prove its key. Nothing of this device is said to it.
 * @returns the key, as SPKI in base64.
 * @throws `OtherBridge` when it cannot, `BridgeRefusal`, `BridgeUnreachable`.
 */
export async function askIdentity(wire: BridgeWire, address: LanAddress): Promise<string> {
  const nonce = newNonce()
  const { status, said } = await wire.ask({ path: '/v1/identity', method: 'POST', body: { nonce } })
  // A bridge that knows of no keys serves no network: whoever this is, it is not ours.
  if (status === 404) throw new OtherBridge()
  if (status !== 200) throw BridgeRefusal.from(status, said)
  const answer = v.safeParse(identityAnswer, said)
  if (!answer.success) throw new OtherBridge()
  const { key, signature } = answer.output
  if (!(await isSigned(key, signature, identityStatement(address, nonce)))) throw new OtherBridge()
  return key
}

/**
 * Sees to it that the bridge is the one this device was paired with.
 * @throws as `askIdentity`; `OtherBridge` also for one that proves a key of its own.
 */
export async function requireSameBridge(wire: BridgeWire, { address, key }: LanBridge): Promise<void> {
  if ((await askIdentity(wire, address)) !== key) throw new OtherBridge()
}

/** A bridge's key in the short form that its own page shows. */
export async function keyWords(key: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOf(key)))
  return shortFingerprint(Array.from(hash, byte => byte.toString(16).padStart(2, '0')).join(''))
}

async function isSigned(key: string, signature: string, statement: string): Promise<boolean> {
  try {
    const imported = await crypto.subtle.importKey('spki', bytesOf(key), CURVE, false, ['verify'])
    return await crypto.subtle.verify(
      SIGNATURE,
      imported,
      bytesOf(signature),
      new TextEncoder().encode(statement),
    )
  } catch {
    // What it sent is no key.
    return false
  }
}

function newNonce(): string {
  const base64 = toBase64(crypto.getRandomValues(new Uint8Array(32)))
  return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
}
