import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { relayProgram } from '../bin/ensure-built.mjs'
import { describePostgresql, openTestPostgresql } from '../src/testing/postgres.ts'
import { createTestRelay, onlyTill, setUpOwnShop } from '../src/testing/test-relay.ts'
import { cashSale, enrollWritingTill } from '../src/testing/writing-till.ts'

const PROJECT = fileURLToPath(new URL('../../', import.meta.url))

/** Runs the command that `npm run rebuild -w @evertill/relay` runs. */
async function rebuild(url: string): Promise<{ code: unknown; said: string }> {
  const child = spawn(process.execPath, relayProgram('rebuild-main'), {
    cwd: PROJECT,
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)))
  const [code] = await once(child, 'close')
  return { code, said }
}

await describePostgresql('the command that rebuilds the projection', () => {
  it('says what differed beside a running relay, and by its exit code whether anything did', async () => {
    const { database, url } = await openTestPostgresql()
    const relay = await createTestRelay(database)
    try {
      const owner = await setUpOwnShop(relay)
      const till = await enrollWritingTill(relay, owner, await onlyTill(owner))
      await till.write([cashSale('tea', 1, 100), cashSale('cup', 1, 100)])
      await relay.services.projection.idle()
      expect(await rebuild(url)).toEqual({ code: 0, said: '12 rows from 1 documents\nnothing differed\n' })
      await database.query('update sale_lines set quantity = 5 where number = 2')
      const second = await rebuild(url)
      expect(second.code).toBe(2)
      expect(second.said).toContain('sale_lines: 1 differed\n')
      expect(second.said).toContain(`till ${till.till}, epoch 1, number 2, part 0, line 0: wrong quantity\n`)
      expect((await rebuild(url)).code).toBe(0)
    } finally {
      await relay.close()
    }
  })

  it('says in one line when the database cannot be reached', async () => {
    const { code, said } = await rebuild('postgres://nobody@127.0.0.1:1/none')
    expect(code).toBe(1)
    expect(said).toMatch(/^evertill rebuild: cannot reach the database at 127\.0\.0\.1:1\/none/)
  })
})
