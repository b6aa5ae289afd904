import { randomUUID } from 'node:crypto'
import { type DocumentId, parseDocumentId } from '@evertill/crdt-model'
import { ConfigError, readConfig } from './config.ts'
import { ALONE } from './fan-out/fan-out.ts'
import { createLogger } from './logger.ts'
import { openHub } from './open-hub.ts'
import { DirectoryInUseError } from './storage/directory-lock.ts'
import { DatabaseTooNewError, migrate } from './storage/migrate.ts'
import { DatabaseUnreachableError, openDatabase } from './storage/open-database.ts'
import { openShopDatabase } from './storage/shop-database.ts'
import type { EpochOutcome } from './sync/compactor.ts'

/**
 * `npm run begin-again -w @evertill/relay -- <document>…`: begins documents of records again in a new epoch, without
 * their past (SPEC W9). Ends with 0 when all were, 2 when one could not be now, 1 when nothing could be done.
 */

const EXPECTED = [ConfigError, DirectoryInUseError, DatabaseTooNewError, DatabaseUnreachableError]

const WORDS: { readonly [outcome in EpochOutcome]: string } = {
  begun: 'begun again',
  busy: 'somebody writes to it at this moment, or a finding about it is open: try again later',
  unsuited: 'cannot be begun again: it is no stored document of records, or its history is not written yet',
}

try {
  const documents = process.argv.slice(2).map(documentOf)
  if (documents.length === 0) throw new ConfigError('say which documents: settings, catalog/<catalog>, …')
  await beginAgain(documents)
} catch (error) {
  const expected = EXPECTED.some(kind => error instanceof kind)
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`evertill begin-again: ${text}\n`)
  process.exitCode = 1
}

async function beginAgain(documents: readonly { readonly name: string; readonly id: DocumentId }[]) {
  const opened = await openDatabase(readConfig(process.env).database)
  try {
    await migrate(opened)
    const database = await openShopDatabase(opened)
    // With an id of its own: relays that run on the same database find what it commits.
    const shared = { relay: randomUUID(), fanOut: ALONE }
    const hub = openHub({ database, log: createLogger('error'), shared, now: Date.now })
    try {
      for (const { name, id } of documents) {
        const outcome = await hub.beginEpoch(id)
        process.stdout.write(`${name}: ${WORDS[outcome]}\n`)
        if (outcome !== 'begun') process.exitCode = 2
      }
    } finally {
      await hub.stop()
    }
  } finally {
    await opened.close()
  }
}

function documentOf(name: string): { readonly name: string; readonly id: DocumentId } {
  const id = parseDocumentId(name)
  if (id === undefined) throw new ConfigError(`${name} is no document`)
  return { name, id }
}
