import { beforeEach, describe, expect, it, vi } from 'vitest'
import { DocumentSpares } from './document-spares.ts'

/** A private file system in memory that counts what is written. */
class Files {
  readonly contents = new Map<string, Uint8Array<ArrayBuffer>>()
  writes = 0

  readonly getFileHandle = async (name: string, options?: { create?: boolean }) => {
    if (!this.contents.has(name) && !options?.create) throw new DOMException('none', 'NotFoundError')
    if (!this.contents.has(name)) this.contents.set(name, new Uint8Array())
    return {
      getFile: async () => new Blob([this.contents.get(name) ?? '']),
      createWritable: async () => {
        let written = new Uint8Array()
        return {
          write: async (bytes: Uint8Array) => {
            written = new Uint8Array(bytes)
          },
          close: async () => {
            this.writes += 1
            this.contents.set(name, written)
          },
        }
      },
    }
  }

  /** Changes one byte of the only file. */
  damage(at: number): void {
    for (const bytes of this.contents.values()) bytes[at] = (bytes[at] ?? 0) ^ 1
  }
}

const STATE = Uint8Array.of(1, 7)
const LATER = Uint8Array.of(1, 8)
const UPDATE = Uint8Array.of(3, 1, 4, 1, 5, 9, 2, 6)

let files: Files
beforeEach(() => {
  files = new Files()
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => files } })
  return () => vi.unstubAllGlobals()
})

describe('the copies of record documents', () => {
  it('are read as they were kept, each by its own till', async () => {
    await new DocumentSpares('d1').keep('catalog/main', STATE, () => UPDATE)
    expect(await new DocumentSpares('d1').read('catalog/main')).toEqual(UPDATE)
    expect(await new DocumentSpares('d1').read('settings')).toBeNull()
    expect(await new DocumentSpares('d2').read('catalog/main')).toBeNull()
  })

  it('are not written again at a start that finds the document as it was', async () => {
    await new DocumentSpares('d1').keep('settings', STATE, () => UPDATE)
    const encode = vi.fn(() => UPDATE)
    const next = new DocumentSpares('d1')
    await next.keep('settings', STATE, encode)
    await next.keep('settings', STATE, encode)
    expect(encode).not.toHaveBeenCalled()
    expect(files.writes).toBe(1)
    const changed = Uint8Array.of(2)
    await next.keep('settings', LATER, () => changed)
    expect(files.writes).toBe(2)
    expect(await next.read('settings')).toEqual(changed)
  })

  it('are written again when they were damaged, wherever', async () => {
    for (let at = 0; at < 8 + UPDATE.length; at++) {
      await new DocumentSpares('d1').keep('settings', STATE, () => UPDATE)
      files.damage(at)
      // Of the state's checksum nothing depends but whether it is written again.
      if (at < 4 || at >= 8) expect(await new DocumentSpares('d1').read('settings')).toBeNull()
      files.writes = 0
      await new DocumentSpares('d1').keep('settings', STATE, () => UPDATE)
      expect(files.writes).toBe(1)
      expect(await new DocumentSpares('d1').read('settings')).toEqual(UPDATE)
    }
  })

  it('are begun anew over a file that was cut short or is of an older form', async () => {
    await new DocumentSpares('d1').keep('settings', STATE, () => UPDATE)
    const [[name = '', whole = new Uint8Array()] = []] = files.contents
    for (const bytes of [
      whole.slice(0, 3),
      whole.slice(0, 11),
      Uint8Array.of(...whole.slice(0, 4), ...UPDATE),
    ]) {
      files.contents.set(name, bytes)
      expect(await new DocumentSpares('d1').read('settings')).toBeNull()
      await new DocumentSpares('d1').keep('settings', STATE, () => UPDATE)
      expect(await new DocumentSpares('d1').read('settings')).toEqual(UPDATE)
    }
  })

  it('are not missed in a browser that has no such files', async () => {
    vi.stubGlobal('navigator', { storage: { getDirectory: () => Promise.reject(new Error('none')) } })
    const spares = new DocumentSpares('d1')
    await spares.keep('settings', STATE, () => UPDATE)
    expect(await spares.read('settings')).toBeNull()
  })
})
