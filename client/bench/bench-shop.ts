import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { prepareDemo } from '../e2e/harness/demo-data.ts'
import { type RelayApi, signInAsOwner } from '../e2e/harness/relay-api.ts'
import { type RelayProcess, startRelay } from '../e2e/harness/relay-process.ts'
import { type CatalogWriter, openCatalog } from './catalog-writer.ts'
import { type SyntheticProduct, syntheticProducts } from './synthetic-catalog.ts'

const STORE = 'lantern-lace'

/** A relay with the demo shop, whose gift store's catalog was filled up to a wanted size. */
export interface BenchShop {
  readonly relay: RelayProcess
  readonly owner: RelayApi
  readonly catalog: CatalogWriter
  /** What was added to the demo's own products, all with a barcode. */
  readonly added: readonly SyntheticProduct[]
  dispose(): Promise<void>
}

/** Opens a shop with that many products at the gift tills. Dispose of it. */
export async function openBenchShop(products: number): Promise<BenchShop> {
  const relay = await startRelay({ template: await demoData() })
  const owner = await signInAsOwner(relay.url)
  const catalog = await openCatalog(relay.url, owner.cookie, STORE)
  const added = syntheticProducts({ ...catalog, start: 0, count: Math.max(0, products - catalog.size()) })
  await catalog.write(added)
  return {
    relay,
    owner,
    catalog,
    added,
    dispose: async () => {
      catalog.close()
      await relay.dispose()
    },
  }
}

let prepared: Promise<string> | undefined

/** The demo shop's data: set up once for the whole run. */
async function demoData(): Promise<string> {
  prepared ??= (async () => {
    const folder = await mkdtemp(join(tmpdir(), 'evertill-bench-'))
    process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
    const data = join(folder, 'demo')
    await prepareDemo('whole', data)
    return data
  })()
  return prepared
}
