import { randomUUID } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'

let template: Promise<Blob> | undefined

/** The files of an empty PGlite, kept in the temporary directory: making them takes a second or more of computing. */
export function pgliteTemplate(): Promise<Blob> {
  template ??= readTemplate()
  return template
}

async function readTemplate(): Promise<Blob> {
  const path = join(tmpdir(), `evertill-pglite-${await pgliteVersion()}-${process.getuid?.() ?? 0}.tar`)
  const kept = await readFile(path).catch(() => undefined)
  if (kept) return new Blob([kept])
  const pglite = await PGlite.create()
  const dump = await pglite.dumpDataDir('none')
  await pglite.close()
  // Test files run at the same time: each writes a whole file and then puts it in place.
  const mine = `${path}.${randomUUID()}`
  await writeFile(mine, new Uint8Array(await dump.arrayBuffer()))
  await rename(mine, path)
  return dump
}

async function pgliteVersion(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const manifest: unknown = JSON.parse(await readFile(join(dirname(entry), '../package.json'), 'utf8'))
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version)
  throw new Error('a package has a version')
}
