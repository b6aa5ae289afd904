import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openEmbeddedDatabase } from '../../../relay/src/storage/embedded-database.ts'
import { migrate } from '../../../relay/src/storage/migrate.ts'
import { pgliteTemplate } from '../../../relay/src/testing/pglite-template.ts'
import { type RelayOptions, type RelayProcess, startRelay } from './relay-process.ts'

const DEMO_GOODS = fileURLToPath(new URL('../../../relay/demo/', import.meta.url))

/** The demo shop as it comes, or with some of its goods: a test that is not about many is not slowed down by them. */
export type DemoSize = 'whole' | 'small'

/**
 * The data of a relay on which no shop is set up yet, in a folder: an embedded database takes seconds to begin. From
 * the files that the relay's own tests begin with as well, where they were made before.
 */
export async function prepareEmpty(target: string): Promise<void> {
  const database = await openEmbeddedDatabase(target, await pgliteTemplate())
  await migrate(database)
  await database.close()
}

/**
 * Sets the demo shop up on a relay of its own and leaves that relay's data in a folder, to be copied by many.
 * @param empty data to begin with
 */
export function prepareDemo(size: DemoSize, target: string, empty?: string): Promise<void> {
  return setUpDemo(size, { template: empty }, async relay => {
    await relay.stop()
    await cp(relay.data, target, { recursive: true })
  })
}

/** Sets the demo shop up on a new relay, and disposes of the relay when it was used. */
export async function setUpDemo(
  size: DemoSize,
  options: RelayOptions,
  use: (relay: RelayProcess) => Promise<unknown>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evertill-demo-'))
  const goods = size === 'whole' ? DEMO_GOODS : await someGoods(join(folder, 'goods'))
  const relay = await startRelay({ ...options, env: { ...options.env, DEMO_DIR: goods } })
  try {
    const reply = await fetch(`${relay.url}/api/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: relay.url },
      body: JSON.stringify({ kind: 'demo' }),
    })
    if (!reply.ok)
      throw new Error(`setting up the demo shop: ${reply.status} ${await reply.text()}\n${relay.output()}`)
    await use(relay)
  } finally {
    await relay.dispose()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Goods that tests ask for by code. */
const NAMED = new Set(['22423', '85123A', '84879', '47566', '20725'])
/** Of the others one in so many. */
const ONE_IN = 24
/** Of each department's quick keys so many: with all of them every look at a till's screen takes three times as long. */
const QUICK_KEYS = 2

/** A folder with some of the demo's goods: quick keys, what tests name, and a few of each kind. @returns the folder */
async function someGoods(folder: string): Promise<string> {
  await mkdir(folder, { recursive: true })
  for (const file of ['gifts.csv', 'liquor.csv']) {
    const [header = '', ...rows] = (await readFile(join(DEMO_GOODS, file), 'utf8')).trimEnd().split('\n')
    const columns = header.split(',')
    // From the end: names of products may hold commas, what is behind them holds none.
    const fieldOf = (row: string, column: string) =>
      row.split(',').at(columns.indexOf(column) - columns.length)
    const keys = new Map<string | undefined, number>()
    const kept = rows.filter((row, index) => {
      if (index % ONE_IN === 0 || NAMED.has(row.split(',')[0] ?? '')) return true
      if (fieldOf(row, 'quick_key') !== '1') return false
      const department = fieldOf(row, 'department')
      keys.set(department, (keys.get(department) ?? 0) + 1)
      return (keys.get(department) ?? 0) <= QUICK_KEYS
    })
    await writeFile(join(folder, file), `${[header, ...kept].join('\n')}\n`)
  }
  return folder
}
