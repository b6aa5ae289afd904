import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeDatabases } from '../testing/postgres.ts'
import type { Database } from './database.ts'
import { DatabaseTooNewError, type Migration, migrate, readMigrations } from './migrate.ts'

const FIRST: Migration = {
  version: 1,
  name: 'first',
  script: 'create table a (n int); insert into a values (1);',
}
const SECOND: Migration = { version: 2, name: 'second', script: 'alter table a add m int default 5;' }

await describeDatabases(
  'migrations',
  open => {
    let database: Database
    beforeEach(async () => {
      database = await open()
    }, 60_000)
    afterEach(() => database.close())

    it('runs what is missing, in order, once', async () => {
      expect(await migrate(database, [FIRST])).toEqual([1])
      expect(await migrate(database, [FIRST, SECOND])).toEqual([2])
      expect(await migrate(database, [FIRST, SECOND])).toEqual([])
      expect(await database.query('select n, m from a')).toEqual([{ n: 1, m: 5 }])
    })

    it('runs one with a lower number that came later', async () => {
      const late: Migration = { version: 2, name: 'late', script: 'create table late (n int)' }
      expect(await migrate(database, [FIRST, { ...SECOND, version: 5 }])).toEqual([1, 5])
      expect(await migrate(database, [FIRST, late, { ...SECOND, version: 5 }])).toEqual([2])
      expect(await database.query('select n from late')).toEqual([])
    })

    it('runs each once when several relays start at the same time', async () => {
      const runs = await Promise.all(Array.from({ length: 5 }, () => migrate(database, [FIRST, SECOND])))
      expect(runs.flat().sort()).toEqual([1, 2])
      expect(await database.query('select n from a')).toEqual([{ n: 1 }])
    })

    it('rolls back a migration that fails, whole, and keeps those before it', async () => {
      const bad: Migration = {
        version: 2,
        name: 'bad',
        script: 'create table b (n int); select * from nowhere;',
      }
      await expect(migrate(database, [FIRST, bad])).rejects.toMatchObject({ code: '42P01' })
      await expect(database.query('select * from b')).rejects.toMatchObject({ code: '42P01' })
      expect(await migrate(database, [FIRST, SECOND])).toEqual([2])
    })

    it('refuses a database that is newer than the code', async () => {
      await migrate(database, [FIRST, SECOND])
      await expect(migrate(database, [FIRST])).rejects.toBeInstanceOf(DatabaseTooNewError)
    })

    it('runs the migrations of this relay', async () => {
      await migrate(database)
      const [row] = await database.query<{ id: string }>('select id from relay')
      expect(row?.id).toMatch(/^[0-9a-f-]{36}$/)
    })
  },
  'drop-tables',
)

describe('migration files', () => {
  let directory: string
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'evertill-migrations-'))
    await writeFile(join(directory, '001-a.sql'), 'select 1')
    await writeFile(join(directory, '003-b.sql'), 'select 3')
  })
  afterEach(() => rm(directory, { recursive: true }))

  it('are read in the order of their numbers, of which some may be left out', async () => {
    expect(await readMigrations(directory)).toEqual([
      { version: 1, name: 'a', script: 'select 1' },
      { version: 3, name: 'b', script: 'select 3' },
    ])
  })

  it.each(['003-c.sql', '4-d.sql', '000-e.sql'])('must have a number of their own: %s', async file => {
    await writeFile(join(directory, file), 'select 1')
    await expect(readMigrations(directory)).rejects.toThrow('.sql')
  })
})
