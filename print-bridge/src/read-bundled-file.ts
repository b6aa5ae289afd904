import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

type Sea = typeof import('node:sea')

/**
 * The text of a file of this package, by its path in it. In the single executable the files are inside it.
 * (`node:sea` cannot be imported by name everywhere: it exists from Node 20.12 on and only as a built-in.)
 */
export function readBundledFile(path: string): string {
  const sea: Sea = createRequire(process.execPath)('node:sea')
  if (sea.isSea()) return sea.getAsset(path, 'utf8')
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}
