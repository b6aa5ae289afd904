import { readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The folder in a Chromium's profile that holds the IndexedDB of the one origin that was visited. */
export function levelDbFolder(profile: string): string {
  const databases = join(profile, 'Default/IndexedDB')
  const folder = readdirSync(databases).find(name => name.endsWith('.indexeddb.leveldb'))
  if (folder === undefined) throw new Error('this Chromium keeps IndexedDB in something else than LevelDB')
  return join(databases, folder)
}
