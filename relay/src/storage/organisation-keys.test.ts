import { afterEach, beforeEach, expect, it } from 'vitest'
import { DocumentStore } from '../sync/document-store.ts'
import { describeDatabases } from '../testing/postgres.ts'
import type { Database } from './database.ts'
import { MIGRATIONS, migrate, readMigrations } from './migrate.ts'
import { openShopDatabase } from './shop-database.ts'

/** The migration that put the organisation into the keys. */
const KEYS = 90

/** Tables of many rows, as they were before it: a row in each. */
const ROWS = `
  insert into documents (name) values ('settings'), ('journal/t/2026-01-01');
  insert into updates (document, data) select id, '\\x0000' from documents;
  insert into updates (document, data) select id, '\\x0000' from documents;
  insert into snapshots (document, through_seq, data) select id, 7, '\\x0102' from documents where name = 'settings';
  insert into client_bindings (document, client, writer, name) select id, 5, 'user:u', 'Ada' from documents;
  insert into clock_marks (document, client, from_clock, clock_offset) select id, 5, 0, 12 from documents;
  insert into commits (relay, first_seq, last_seq, documents) values (gen_random_uuid(), 1, 2, array[1]);
  insert into quarantined_updates (document, writer, writer_name, code, reason, size, hash, first_at, last_at)
    values ('settings', 'user:u', 'Ada', 'tooLarge', 'too large', 1, '\\x00', now(), now());
  insert into findings (document, key, kind, detail, entries, found_at)
    select id, 'k', 'foreignActor', '{}', 1, now() from documents;
  insert into document_checks (document, through_seq, checked_at) select id, 2, now() from documents;
  insert into document_census (document, through_seq, counted_at, entries, tombstones, clients)
    select id, 2, now(), 1, 0, 1 from documents;
  insert into former_documents (document, name, epoch) values (77, 'settings', 1);
  insert into projected_documents (document, seq) select id, 2 from documents;`

await describeDatabases(
  'the organisation in the keys',
  open => {
    let database: Database
    beforeEach(async () => {
      database = await open()
      const before = (await readMigrations(MIGRATIONS)).filter(({ version }) => version < KEYS)
      await migrate(database, before)
    }, 60_000)
    afterEach(() => database.close())

    /** The first column of each table's primary key. */
    const keys = async () => {
      const rows = await database.query<{ table: string; first: string }>(
        `select t.relname as table, a.attname as first
         from pg_index i join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
           join pg_attribute a on a.attrelid = t.oid and a.attnum = i.indkey[0]
         where i.indisprimary and n.nspname = 'public'`,
      )
      return new Map(rows.map(({ table, first }) => [table, first]))
    }

    it('comes to what an older relay has stored, whose it is', async () => {
      await database.runScript(ROWS)
      await database.query("insert into organisations (id, name, kind) values ('shop', 'Shop', 'own')")
      const stored = async () =>
        (
          await database.query(
            `select d.name, u.seq, s.through_seq from documents d join updates u on u.document = d.id
             left join snapshots s on s.document = d.id order by u.seq`,
          )
        ).map(row => JSON.stringify(row))
      const before = await stored()
      await migrate(database)
      const shop = await openShopDatabase(database)
      expect(shop.organisation).toBe('shop')
      expect(await stored()).toEqual(before)
      const first = await keys()
      for (const [, table] of ROWS.matchAll(/insert into (\w+)/g)) {
        expect(await database.query(`select distinct organisation from ${table}`)).toEqual([
          { organisation: 'shop' },
        ])
        expect([table, first.get(table ?? '')]).toEqual([table, 'organisation'])
      }
      const store = new DocumentStore(shop)
      expect(await store.load('settings')).toMatchObject({
        snapshot: Uint8Array.of(1, 2),
        tail: [Uint8Array.of(0, 0), Uint8Array.of(0, 0)],
        bindings: [{ client: 5, writer: 'user:u' }],
      })
    })

    it('is the one of a set-up that was cut off, and of a shop that will be set up', async () => {
      await database.query('insert into setup_attempts (plan) values ($1::jsonb)', [
        JSON.stringify({ organisation: { id: 'begun' } }),
      ])
      await migrate(database)
      expect((await openShopDatabase(database)).organisation).toBe('begun')
    })

    it('keeps organisations apart that a cluster puts into the same tables', async () => {
      await migrate(database)
      const shop = await openShopDatabase(database)
      const store = new DocumentStore(shop)
      const [number] = (await store.numberDocuments(['settings'])).values()
      await store.append([{ document: number ?? 0, data: Uint8Array.of(0, 0), bound: [] }])
      // The same name and number, of somebody else.
      await database.query(
        `insert into documents (organisation, id, name) overriding system value values ('other', $1, 'settings')`,
        [number ?? 0],
      )
      await database.query(
        `insert into updates (organisation, document, data) values ('other', $1, '\\x0102')`,
        [number ?? 0],
      )
      expect((await store.load('settings')).tail).toEqual([Uint8Array.of(0, 0)])
      expect(await store.list('')).toEqual(['settings'])
      const whole = await store.readWhole(number ?? 0)
      await store.replaceSnapshot(number ?? 0, whole, { snapshot: Uint8Array.of(0, 0), removal: null })
      expect(await database.query('select organisation, data from updates')).toEqual([
        { organisation: 'other', data: Uint8Array.of(1, 2) },
      ])
    })
  },
  'drop-tables',
)
