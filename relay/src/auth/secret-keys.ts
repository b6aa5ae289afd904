import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Where the keys come from that secrets are encrypted with at rest. Never the database: a backup of it is no key. */
export type SecretKeySource =
  /** Base64 of 32 bytes each. The first encrypts. */
  | { readonly kind: 'given'; readonly keys: readonly string[] }
  /** A file with one key a line, made when it is not there. The first encrypts. */
  | { readonly kind: 'file'; readonly path: string }

/** A secret as the database has it. */
export interface SealedSecret {
  /** Which key opens it. */
  readonly key: string
  /** Nonce (12 bytes), tag (16), ciphertext. */
  readonly sealed: Uint8Array
}

/** The keys cannot be read, or one is missing. The message is one line that says what to do. */
export class SecretKeysError extends Error {
  override readonly name = 'SecretKeysError'
}

const ALGORITHM = 'aes-256-gcm'
const KEY_BYTES = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Keys by their ids. An id is made of its key, so that a wrong key is one that is not there. */
export class SecretKeys {
  /** Where they came from, for messages. */
  readonly origin: string
  /** The key that this process wants secrets to be encrypted with. */
  readonly current: string
  readonly #keys: ReadonlyMap<string, Buffer>

  /** @throws `SecretKeysError` when there is none, or one is not of 32 bytes in base64. */
  constructor(origin: string, texts: readonly string[]) {
    const keys = texts.map(text => Buffer.from(text, 'base64'))
    const [first] = keys
    if (first === undefined || keys.some(key => key.byteLength !== KEY_BYTES)) {
      throw new SecretKeysError(
        `${origin} must hold keys of 32 bytes in base64 (openssl rand -base64 32), the newest first`,
      )
    }
    this.origin = origin
    this.current = idOf(first)
    this.#keys = new Map(keys.map(key => [idOf(key), key]))
  }

  has(id: string): boolean {
    return this.#keys.has(id)
  }

  /**
   * @param key the id of one of these keys
   * @param of whose the secret is: it opens for nobody else
   */
  seal(key: string, of: string, secret: Uint8Array): SealedSecret {
    const nonce = randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#find(key), nonce).setAAD(Buffer.from(of))
    const text = Buffer.concat([cipher.update(secret), cipher.final()])
    return { key, sealed: Uint8Array.from(Buffer.concat([nonce, cipher.getAuthTag(), text])) }
  }

  /** @throws `SecretKeysError` without its key; Error when it was changed, or is somebody else's. */
  open({ key, sealed }: SealedSecret, of: string): Uint8Array {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(ALGORITHM, this.#find(key), nonce, { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(of))
      .setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    const text = decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES))
    return Uint8Array.from(Buffer.concat([text, decipher.final()]))
  }

  #find(id: string): Buffer {
    const key = this.#keys.get(id)
    if (key === undefined) throw new SecretKeysError(`key ${id} is not in ${this.origin}`)
    return key
  }
}

/** @throws `SecretKeysError`. */
export async function readSecretKeys(source: SecretKeySource): Promise<SecretKeys> {
  if (source.kind === 'given') return new SecretKeys('SECRET_KEYS', source.keys)
  const { path } = source
  try {
    const lines = (await readOrMake(path)).split('\n').map(line => line.trim())
    return new SecretKeys(
      path,
      lines.filter(line => line !== '' && !line.startsWith('#')),
    )
  } catch (error) {
    if (error instanceof SecretKeysError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new SecretKeysError(
      `the keys of secrets cannot be read or made in ${path} (${reason}): let the relay write there, or set SECRET_KEYS`,
    )
  }
}

async function readOrMake(path: string): Promise<string> {
  try {
    if (((await stat(path)).mode & 0o077) !== 0) {
      throw new SecretKeysError(`others may read ${path}, which holds keys: chmod 600 it`)
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await make(path)
  }
  return readFile(path, 'utf8')
}

/** Whole and on the disk before its name is there: of relays that start at once one makes it, and all use that. */
async function make(path: string): Promise<void> {
  const directory = dirname(path)
  await mkdir(directory, { recursive: true })
  const unfinished = `${path}.${randomUUID()}`
  const file = await open(unfinished, 'wx', 0o600)
  try {
    await file.writeFile(
      `# Secrets in the database are encrypted with these keys, new ones with the first. Keep a copy.\n${randomBytes(KEY_BYTES).toString('base64')}\n`,
    )
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(unfinished, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(unfinished)
  }
  const folder = await open(directory, 'r')
  await folder.sync().finally(() => folder.close())
}

function idOf(key: Buffer): string {
  return createHash('sha256').update('evertill secret key').update(key).digest('hex').slice(0, 12)
}
