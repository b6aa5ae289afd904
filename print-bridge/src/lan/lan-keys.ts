import { createHash, sign, X509Certificate } from 'node:crypto'
import { chmod } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type IdentityAnswer, identityStatement, type LanAddress } from '@evertill/crdt-model/printing'
import * as v from 'valibot'
import { readTextFile, writeDurably } from '../data/durable-file.ts'
import {
  type Credential,
  derOf,
  issueServer,
  makeAuthority,
  makeKey,
  publicKeyOf,
  type ServerNames,
} from './certificates.ts'

/** What the bridge shows is renewed when it is good for less than this. Devices need not be told. */
const RENEW_BEFORE_MS = 60 * 24 * 3600 * 1000

const credential = v.object({ key: v.string(), certificate: v.string() })
const keysFile = v.object({ authority: credential, server: credential, identity: v.string() })
type KeysFile = v.InferOutput<typeof keysFile>

/** The file with the keys is there and cannot be read: new ones would lock every till out, so none are made. */
export class LanKeysError extends Error {
  constructor(cause: unknown) {
    super('the keys for the network cannot be read', { cause })
    this.name = 'LanKeysError'
  }
}

/**
 * What the bridge proves itself with on the network, in one file that only its user may read: the authority that
 * devices were told to trust, the certificate that it vouches for, and the key that tills pin when they are paired.
 */
export class LanKeys {
  readonly #path: string
  #kept: KeysFile

  private constructor(path: string, kept: KeysFile) {
    this.#path = path
    this.#kept = kept
  }

  /** Those that are kept, or null when none were made yet. @throws `LanKeysError`. */
  static async read(dataDirectory: string): Promise<LanKeys | null> {
    const path = pathIn(dataDirectory)
    try {
      const text = await readTextFile(path)
      if (text === null) return null
      // Also a copy that was put back by hand is nobody else's to read.
      if (process.platform !== 'win32') await chmod(path, 0o600)
      const kept = v.parse(keysFile, JSON.parse(text))
      // A key that cannot be used is found now, not when the first till asks.
      for (const key of [kept.authority.key, kept.server.key, kept.identity]) publicKeyOf(key)
      for (const { certificate } of [kept.authority, kept.server]) new X509Certificate(certificate)
      return new LanKeys(path, kept)
    } catch (error) {
      throw new LanKeysError(error)
    }
  }

  /** Makes all of them, in the place of any that were. Devices must be told again, and tills pair again. */
  static async make(dataDirectory: string, names: ServerNames, now: number): Promise<LanKeys> {
    const label = (hostname().split('.')[0] ?? '').replaceAll(/[^A-Za-z0-9-]/g, '').slice(0, 30)
    const authority = await makeAuthority(label, now)
    const kept = {
      authority,
      server: await issueServer(authority, names, now),
      identity: makeKey(),
    }
    const keys = new LanKeys(pathIn(dataDirectory), kept)
    await keys.#write(kept)
    return keys
  }

  /** A certificate for these names that is good for a while: the one that is kept, or a new one of the same authority. */
  async serverFor(names: ServerNames, now: number): Promise<Credential> {
    const { authority, server } = this.#kept
    if (!isGoodFor(server, names, now))
      await this.#write({ ...this.#kept, server: await issueServer(authority, names, now) })
    return this.#kept.server
  }

  /** What devices install. */
  get authorityDer(): Buffer {
    return derOf(this.#kept.authority.certificate)
  }

  /** SHA-256 of what devices install, in pairs of digits as their dialogs show it. */
  get authorityFingerprint(): string {
    return new X509Certificate(this.#kept.authority.certificate).fingerprint256
  }

  /** Until when devices trust it. Milliseconds since 1970. */
  get validUntil(): number {
    return Date.parse(new X509Certificate(this.#kept.authority.certificate).validTo)
  }

  /** SHA-256 of the key that tills pin, in hex. */
  get identityHash(): string {
    return createHash('sha256').update(publicKeyOf(this.#kept.identity)).digest('hex')
  }

  /** Proves the key to whoever made the nonce and asked at this address. */
  prove(address: LanAddress, nonce: string): IdentityAnswer {
    const key = { key: this.#kept.identity, dsaEncoding: 'ieee-p1363' } as const
    const signature = sign('sha256', Buffer.from(identityStatement(address, nonce)), key)
    return {
      key: publicKeyOf(this.#kept.identity).toString('base64'),
      signature: signature.toString('base64'),
    }
  }

  async #write(kept: KeysFile): Promise<void> {
    await writeDurably(this.#path, `${JSON.stringify(kept)}\n`)
    this.#kept = kept
  }
}

function pathIn(dataDirectory: string): string {
  return join(dataDirectory, 'lan-keys.json')
}

function isGoodFor({ certificate }: Credential, { addresses, names }: ServerNames, now: number): boolean {
  const read = new X509Certificate(certificate)
  return (
    Date.parse(read.validTo) - now > RENEW_BEFORE_MS &&
    addresses.every(address => read.checkIP(address) !== undefined) &&
    names.every(name => read.checkHost(name) !== undefined)
  )
}
