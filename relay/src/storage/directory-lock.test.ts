import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DirectoryInUseError, lockDirectory } from './directory-lock.ts'

let directory: string
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'evertill-lock-'))
})
afterEach(() => rm(directory, { recursive: true }))

/** A lock file as another process would have written it. */
async function leaveLock(pid: number, started: string | null): Promise<void> {
  await writeFile(join(directory, 'lock'), JSON.stringify({ pid, started, token: 'theirs' }))
}

it('lets one holder in at a time', async () => {
  const unlock = await lockDirectory(directory)
  await expect(lockDirectory(directory)).rejects.toBeInstanceOf(DirectoryInUseError)
  await unlock()
  await (await lockDirectory(directory))()
})

it('refuses while the process that holds it lives, and names it', async () => {
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  await once(other, 'spawn')
  const pid = other.pid ?? 0
  await leaveLock(pid, null)
  await expect(lockDirectory(directory)).rejects.toMatchObject({ pid })
  other.kill('SIGKILL')
  await once(other, 'exit')
  await (await lockDirectory(directory))()
})

it('takes over from a process that had this process id before', async () => {
  await leaveLock(process.pid, null)
  await (await lockDirectory(directory))()
})

it('takes over when the process id belongs to a younger process', async () => {
  await leaveLock(process.ppid, '1')
  await (await lockDirectory(directory))()
})

it('lets one of many take over a stale lock', async () => {
  await leaveLock(process.pid, null)
  const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockDirectory(directory)))
  expect(tries.filter(result => result.status === 'fulfilled')).toHaveLength(1)
})

it('does not remove a lock that is no longer its own', async () => {
  const unlock = await lockDirectory(directory)
  await leaveLock(1, null)
  await unlock()
  expect(JSON.parse(await readFile(join(directory, 'lock'), 'utf8'))).toMatchObject({ token: 'theirs' })
})
