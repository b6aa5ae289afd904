import { expect, it } from 'vitest'
import { migrate } from '../storage/migrate.ts'
import { describeDatabases } from '../testing/postgres.ts'
import { createAttemptLimits, delayAfter, LIMITS } from './attempt-limits.ts'

it('doubles the delay after the free tries, up to the longest', () => {
  const delays = [1, 4, 5, 6, 7, 8, 13, 14, 1000].map(failures => delayAfter(LIMITS.account, failures) / 1000)
  expect(delays).toEqual([0, 0, 1, 2, 4, 8, 256, 300, 300])
})

await describeDatabases('attempt limits', open => {
  it('counts accounts and addresses apart, forgets what it is told to, and everything after a day', async () => {
    const database = await open()
    await migrate(database)
    let now = 1_000_000_000_000
    const limits = createAttemptLimits(database, () => now)
    const ada = [
      { limit: 'account', name: 'ada' },
      { limit: 'address', name: '10.0.0.1' },
    ] as const
    const bob = [
      { limit: 'account', name: 'bob' },
      { limit: 'address', name: '10.0.0.1' },
    ] as const
    for (let i = 0; i < 5; i++) expect(await limits.start(ada)).toEqual({ kind: 'go' })
    expect(await limits.start(ada)).toEqual({ kind: 'wait', seconds: 1 })
    expect(await limits.start(bob)).toEqual({ kind: 'go' })
    now += 1000
    expect(await limits.start(ada)).toEqual({ kind: 'go' })
    await limits.succeeded(ada, ['account'])
    for (let i = 0; i < 5; i++) expect(await limits.start(ada)).toEqual({ kind: 'go' })
    expect(await limits.start(ada)).toEqual({ kind: 'wait', seconds: 1 })
    now += 25 * 3600 * 1000
    for (let i = 0; i < 5; i++) expect(await limits.start(ada)).toEqual({ kind: 'go' })
    now += 25 * 3600 * 1000
    await limits.deleteOld()
    expect(await database.query('select * from attempts')).toEqual([])
    await database.close()
  })

  it('stops an address that tries many accounts', async () => {
    const database = await open()
    await migrate(database)
    const limits = createAttemptLimits(database, () => 1_000_000_000_000)
    const attempt = (account: string) => [
      { limit: 'account' as const, name: account },
      { limit: 'address' as const, name: '10.0.0.1' },
    ]
    for (let i = 0; i < 20; i++) expect(await limits.start(attempt(`a${i}`))).toEqual({ kind: 'go' })
    expect(await limits.start(attempt('another'))).toMatchObject({ kind: 'wait' })
    await database.close()
  })
})
