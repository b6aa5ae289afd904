import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Database, SqlValue } from './database.ts'

/**
 * What every adapter of the `Database` port must do.
 * @param open gives an empty database; the suite closes it.
 */
export function testDatabase(open: () => Promise<Database>): void {
  let database: Database
  beforeAll(async () => {
    database = await open()
  }, 60_000)
  afterAll(() => database.close())

  /** Sends a value through a typed parameter and back. */
  async function roundTrip(type: string, value: SqlValue): Promise<unknown> {
    const [row] = await database.query<{ value: unknown }>(`select $1::${type} as value`, [value])
    return row?.value
  }

  it.each<[string, SqlValue]>([
    ['text', 'naïve — 表 🧾 \\ \' "'],
    ['text', ''],
    ['int4', -2_147_483_648],
    ['int8', Number.MAX_SAFE_INTEGER],
    ['int8', Number.MIN_SAFE_INTEGER],
    ['float8', 0.1],
    ['numeric', 12.5],
    ['boolean', true],
    ['boolean', false],
    ['timestamptz', new Date('2026-03-29T01:30:00.123Z')],
    ['text', null],
    ['bytea', null],
    ['jsonb', null],
  ])('gives a %s back as it was: %o', async (type, value) => {
    expect(await roundTrip(type, value)).toEqual(value)
  })

  it('gives counts and sums as numbers', async () => {
    const [row] = await database.query(
      'select count(*) as n, sum(x) as total from generate_series(1, 10::bigint) x',
    )
    expect(row).toEqual({ n: 10, total: 55 })
  })

  it('refuses to give an integer that a number cannot hold', async () => {
    await expect(database.query('select 9007199254740993::int8 as value')).rejects.toThrow(/too large/)
  })

  it('gives bytea back as a plain Uint8Array, empty and of 1 MB with every byte value', async () => {
    const empty = await roundTrip('bytea', new Uint8Array())
    expect(empty).toBeInstanceOf(Uint8Array)
    expect(empty).toHaveLength(0)
    const large = Uint8Array.from({ length: 1 << 20 }, (_, i) => (i * 31 + (i >> 8)) & 255)
    const back = await roundTrip('bytea', large)
    expect(Buffer.isBuffer(back)).toBe(false)
    expect(Buffer.compare(Buffer.from(back as Uint8Array), Buffer.from(large))).toBe(0)
  })

  it('takes a view into a larger buffer as that view', async () => {
    const view = new Uint8Array([1, 2, 3, 4, 5]).subarray(1, 4)
    expect(await roundTrip('bytea', view)).toEqual(new Uint8Array([2, 3, 4]))
  })

  it('takes jsonb as JSON text and gives it back parsed', async () => {
    const value = { text: 'a "quoted" word', list: [1, null, true], nested: { é: 1.5 } }
    expect(await roundTrip('jsonb', JSON.stringify(value))).toEqual(value)
    expect(await roundTrip('jsonb', '"only a string"')).toBe('only a string')
  })

  it('commits a transaction and gives its result', async () => {
    await database.runScript('create table committed (n int); create index committed_n on committed (n);')
    const result = await database.transaction(async tx => {
      await tx.query('insert into committed values ($1)', [7])
      return tx.query<{ n: number }>('select n from committed')
    })
    expect(result).toEqual([{ n: 7 }])
    expect(await database.query('select n from committed')).toEqual([{ n: 7 }])
  })

  it('rolls a transaction back and rethrows what it failed with', async () => {
    await database.runScript('create table rolled_back (n int primary key)')
    const failure = new Error('the work failed')
    const work = database.transaction(async tx => {
      await tx.query('insert into rolled_back values (1)')
      throw failure
    })
    await expect(work).rejects.toBe(failure)
    const broken = database.transaction(async tx => {
      await tx.query('insert into rolled_back values (2)')
      await tx.query('insert into rolled_back values (2)')
    })
    await expect(broken).rejects.toMatchObject({ code: '23505' })
    expect(await database.query('select * from rolled_back')).toEqual([])
  })

  it('keeps concurrent transactions apart and loses none', async () => {
    await database.runScript(
      'create table tally (id int primary key, n int not null); insert into tally values (1, 0);',
    )
    const one = async () =>
      database.transaction(async tx => {
        const [row] = await tx.query<{ n: number }>('select n from tally where id = 1 for update')
        await tx.query('update tally set n = $1 where id = 1', [(row?.n ?? 0) + 1])
      })
    await Promise.all(Array.from({ length: 40 }, one))
    expect(await database.query('select n from tally')).toEqual([{ n: 40 }])
  })

  it('does not let a query outside see or join an open transaction', async () => {
    await database.runScript('create table apart (n int)')
    let release = () => {}
    const gate = new Promise<void>(resolve => {
      release = resolve
    })
    const open = database.transaction(async tx => {
      await tx.query('insert into apart values (1)')
      await gate
      throw new Error('roll back')
    })
    const outside = database.query('insert into apart values (2)')
    release()
    await expect(open).rejects.toThrow('roll back')
    await outside
    expect(await database.query('select n from apart')).toEqual([{ n: 2 }])
  })

  it('inserts 10,000 rows in one statement', async () => {
    await database.runScript(
      'create table bulk (id int primary key, data bytea not null, at timestamptz not null)',
    )
    const at = new Date(1_700_000_000_000)
    const values: SqlValue[] = []
    const places: string[] = []
    for (let i = 0; i < 10_000; i++) {
      places.push(`($${i * 3 + 1}, $${i * 3 + 2}, $${i * 3 + 3})`)
      values.push(i, new Uint8Array([i & 255, i >> 8]), at)
    }
    await database.query(`insert into bulk values ${places.join(',')}`, values)
    const [row] = await database.query('select count(*) as n, max(at) as at from bulk')
    expect(row).toEqual({ n: 10_000, at })
    expect(await database.query('select data from bulk where id = 9999')).toEqual([
      { data: new Uint8Array([15, 39]) },
    ])
  })

  it('runs exclusive work, and lets go of the key also when the work fails', async () => {
    const failing = database.exclusively(7, async () => {
      throw new Error('the work failed')
    })
    await expect(failing).rejects.toThrow('the work failed')
    const done = await database.exclusively(7, async () => database.query('select 1 as n'))
    expect(done).toEqual({ kind: 'done', result: [{ n: 1 }] })
  })

  it('stays usable after a failed statement', async () => {
    await expect(database.query('select * from no_such_table')).rejects.toMatchObject({ code: '42P01' })
    expect(await database.query('select 1 as n')).toEqual([{ n: 1 }])
  })
}
