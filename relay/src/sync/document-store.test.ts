import { afterEach, beforeEach, expect, it } from 'vitest'
import { migrate } from '../storage/migrate.ts'
import { openShopDatabase, type ShopDatabase } from '../storage/shop-database.ts'
import { describeDatabases } from '../testing/postgres.ts'
import { DocumentStore } from './document-store.ts'
import { SLICE_BYTES } from './write-snapshot.ts'

const NAME = 'catalog/main'

await describeDatabases('the store of documents', open => {
  let database: ShopDatabase
  let store: DocumentStore
  beforeEach(async () => {
    const opened = await open()
    await migrate(opened)
    database = await openShopDatabase(opened)
    store = new DocumentStore(database)
  })
  afterEach(() => database.close())

  it.each([0, 1, SLICE_BYTES, SLICE_BYTES + 1, 2.5 * SLICE_BYTES])(
    'gives a snapshot of %i bytes back as it was, and the tail behind it',
    async bytes => {
      const snapshot = Uint8Array.from({ length: bytes }, (_, index) => (index * 7 + (index >> 12)) % 251)
      const [document = 0] = (await store.numberDocuments([NAME])).values()
      const append = (byte: number) =>
        store.append([
          { document, data: Uint8Array.of(byte), bound: [] },
          { document, data: Uint8Array.of(9), bound: [] },
        ])
      await append(1)
      const from = await store.readWhole(document)
      await append(2)
      expect(await store.replaceSnapshot(document, from, { snapshot, removal: null })).toEqual({
        commit: null,
      })
      const whole = await store.readWhole(document)
      expect(whole.version).toBe(1)
      expect(Buffer.compare(whole.snapshot ?? Uint8Array.of(77), snapshot)).toBe(0)
      expect(whole.tail.map(({ data }) => [...data])).toEqual([[2], [9]])
      const loaded = await store.load(NAME)
      expect(Buffer.compare(loaded.snapshot ?? Uint8Array.of(77), snapshot)).toBe(0)
      // Twice in one connection: what a large one lies in beside it has gone with its transaction.
      const again = { snapshot: snapshot.slice().reverse(), removal: null }
      expect(await store.replaceSnapshot(document, whole, again)).toEqual({ commit: null })
      expect((await store.readWhole(document)).version).toBe(2)
    },
  )
})
