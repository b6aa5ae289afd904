import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readSecretKeys, SecretKeys, SecretKeysError } from './secret-keys.ts'

const OLD = Buffer.alloc(32, 1).toString('base64')
const NEW = Buffer.alloc(32, 2).toString('base64')
const SECRET = Uint8Array.from([1, 2, 3])

describe('keys of secrets', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evertill-keys-'))
  })
  afterEach(() => rm(directory, { recursive: true }))
  const fromFile = () => readSecretKeys({ kind: 'file', path: join(directory, 'data', 'secret-keys') })

  it('makes a file of its own once, readable by nobody else, however many start at once', async () => {
    const all = await Promise.all(Array.from({ length: 5 }, fromFile))
    expect(new Set([...all, await fromFile()].map(keys => keys.current)).size).toBe(1)
    const path = join(directory, 'data', 'secret-keys')
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(join(directory, 'data'))).toEqual(['secret-keys'])
    await chmod(path, 0o640)
    await expect(fromFile()).rejects.toThrow(/chmod 600/)
  })

  it('encrypts with the first, opens with all, and for nobody but whose it is', async () => {
    const before = new SecretKeys('x', [OLD])
    const after = new SecretKeys('x', [NEW, OLD])
    const sealed = before.seal(before.current, 'ada', SECRET)
    expect(Buffer.from(sealed.sealed).includes(Buffer.from(SECRET))).toBe(false)
    expect(before.seal(before.current, 'ada', SECRET).sealed).not.toEqual(sealed.sealed)
    expect(after.open(sealed, 'ada')).toEqual(SECRET)
    expect(() => after.open(sealed, 'bob')).toThrow()
    const changed = { ...sealed, sealed: sealed.sealed.map((byte, at) => (at === 30 ? byte ^ 1 : byte)) }
    expect(() => after.open(changed, 'ada')).toThrow()
    expect(() => after.open({ ...sealed, sealed: sealed.sealed.subarray(0, 20) }, 'ada')).toThrow()
    expect(() => before.open(after.seal(after.current, 'ada', SECRET), 'ada')).toThrow(SecretKeysError)
  })

  it('says in one line what is wrong with a file', async () => {
    await fromFile()
    const path = join(directory, 'data', 'secret-keys')
    for (const text of ['', '# only words\n', `${OLD}\nhunter2\n`]) {
      await writeFile(path, text)
      await expect(fromFile()).rejects.toThrow(/must hold keys of 32 bytes in base64/)
    }
    await writeFile(path, `${NEW}\n${OLD}\n`)
    expect((await fromFile()).current).toBe(new SecretKeys('x', [NEW]).current)
    expect(await readFile(path, 'utf8')).toBe(`${NEW}\n${OLD}\n`)
    const nowhere = readSecretKeys({ kind: 'file', path: join(path, 'secret-keys') })
    await expect(nowhere).rejects.toThrow(/cannot be read or made .* set SECRET_KEYS$/)
  })
})
