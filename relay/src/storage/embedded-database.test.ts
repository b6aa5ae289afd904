import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { pgliteTemplate } from '../testing/pglite-template.ts'
import { DirectoryInUseError } from './directory-lock.ts'
import { openEmbeddedDatabase } from './embedded-database.ts'

const directory = await mkdtemp(join(tmpdir(), 'evertill-embedded-'))
afterAll(() => rm(directory, { recursive: true }))

it('keeps what was committed in its directory, which it has for itself', async () => {
  const first = await openEmbeddedDatabase(directory, await pgliteTemplate())
  await first.runScript('create table kept (n int); insert into kept values (1);')
  await expect(openEmbeddedDatabase(directory)).rejects.toBeInstanceOf(DirectoryInUseError)
  await Promise.all([first.close(), first.close()])
  const second = await openEmbeddedDatabase(directory)
  expect(await second.query('select n from kept')).toEqual([{ n: 1 }])
  await second.close()
})
