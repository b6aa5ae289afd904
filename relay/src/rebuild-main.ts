import { ConfigError, readConfig } from './config.ts'
import { type RebuildReport, type RowDifference, rebuildProjection } from './projection/rebuild.ts'
import { DirectoryInUseError } from './storage/directory-lock.ts'
import { DatabaseTooNewError, migrate } from './storage/migrate.ts'
import { DatabaseUnreachableError, openDatabase } from './storage/open-database.ts'
import { openShopDatabase } from './storage/shop-database.ts'

/**
 * `npm run rebuild -w @evertill/relay`: makes the rows for reports again from the documents and says which differed.
 * Ends with 0 when none did, 2 when some did and were put right, 1 when it could not be done.
 */

const EXPECTED = [ConfigError, DirectoryInUseError, DatabaseTooNewError, DatabaseUnreachableError]

try {
  const opened = await openDatabase(readConfig(process.env).database)
  try {
    await migrate(opened)
    const database = await openShopDatabase(opened)
    const report = await rebuildProjection(database)
    process.stdout.write(`${wordsOf(report).join('\n')}\n`)
    process.exitCode = Object.keys(report.differed).length > 0 ? 2 : 0
  } finally {
    await opened.close()
  }
} catch (error) {
  const expected = EXPECTED.some(kind => error instanceof kind)
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error)
  process.stderr.write(`evertill rebuild: ${text}\n`)
  process.exitCode = 1
}

function wordsOf(report: RebuildReport): string[] {
  const { documents, rows, differed, differences, caughtUp, blocked } = report
  const lines = [`${rows} rows from ${documents} documents`]
  if (caughtUp > 0) lines.push(`${caughtUp} entries had not been projected yet`)
  for (const { document, findings } of blocked) {
    lines.push(`${document}: entries left out, ${findings.map(finding => finding.kind).join(', ')}`)
  }
  const tables = Object.entries(differed)
  if (tables.length === 0) return [...lines, 'nothing differed']
  for (const [table, count] of tables) {
    lines.push(`${table}: ${count} differed`)
    lines.push(...differences.filter(each => each.table === table).map(each => `  ${differenceWords(each)}`))
  }
  return lines
}

function differenceWords(difference: RowDifference): string {
  const key = Object.entries(difference.key)
    .map(([column, value]) => `${column} ${value}`)
    .join(', ')
  return difference.kind === 'wrong'
    ? `${key}: wrong ${difference.columns.join(', ')}`
    : `${key}: ${difference.kind}`
}
