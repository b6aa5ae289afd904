import { randomUUID } from 'node:crypto'
import { open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Another process works on this directory; `pid` is its process id where the lock file could be read. */
export class DirectoryInUseError extends Error {
  readonly directory: string
  readonly pid: number | null
  constructor(directory: string, pid: number | null) {
    super(`${directory} is in use by another relay${pid === null ? '' : ` (process ${pid})`}`)
    this.name = 'DirectoryInUseError'
    this.directory = directory
    this.pid = pid
  }
}

interface Holder {
  readonly pid: number
  /** When that process started, in the kernel's ticks: a process id alone is used again. */
  readonly started: string | null
  readonly token: string
}

/** Locks this process holds: its own id in a file proves nothing after a restart with the same id (containers). */
const held = new Set<string>()

/** A guard file older than this was left by a process that died while it took a stale lock over. */
const GUARD_STALE_MS = 10_000

/**
 * Takes the directory for this process by a file `lock`, taking over one whose process is gone.
 * @returns lets go of it.
 * @throws `DirectoryInUseError`.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = join(directory, 'lock')
  const mine: Holder = { pid: process.pid, started: await startOf(process.pid), token: randomUUID() }
  if (!(await create(path, mine))) {
    const holder = await readHolder(path)
    if (holder === undefined || (await isAlive(holder)))
      throw new DirectoryInUseError(directory, holder?.pid ?? null)
    await takeOver(directory, path, holder, mine)
  }
  held.add(mine.token)
  return async () => {
    held.delete(mine.token)
    if ((await readHolder(path))?.token === mine.token) await rm(path, { force: true })
  }
}

/** Of several processes that find the same stale lock, the guard lets one replace it. */
async function takeOver(directory: string, path: string, stale: Holder, mine: Holder): Promise<void> {
  const guard = join(directory, 'lock.taking-over')
  if (!(await create(guard, mine))) {
    const age = await stat(guard).then(
      found => Date.now() - found.mtimeMs,
      () => 0,
    )
    if (age < GUARD_STALE_MS) throw new DirectoryInUseError(directory, null)
  }
  try {
    if ((await readHolder(path))?.token !== stale.token) throw new DirectoryInUseError(directory, null)
    await rm(path)
    if (!(await create(path, mine))) throw new DirectoryInUseError(directory, null)
  } finally {
    await rm(guard, { force: true })
  }
}

async function create(path: string, holder: Holder): Promise<boolean> {
  try {
    const file = await open(path, 'wx')
    await file.writeFile(JSON.stringify(holder))
    await file.close()
    return true
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false
    throw error
  }
}

/** Undefined when the file is being written at this moment: then somebody is alive. */
async function readHolder(path: string): Promise<Holder | undefined> {
  try {
    const found: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isHolder(found) ? found : undefined
  } catch (error) {
    if (error instanceof SyntaxError || isErrno(error, 'ENOENT')) return undefined
    throw error
  }
}

async function isAlive(holder: Holder): Promise<boolean> {
  if (holder.pid === process.pid) return held.has(holder.token)
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (isErrno(error, 'ESRCH')) return false
  }
  const started = await startOf(holder.pid)
  return holder.started === null || started === null || holder.started === started
}

/** The start time of a process from /proc (Linux), or null where there is none. */
async function startOf(pid: number): Promise<string | null> {
  try {
    const line = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The command name may hold spaces; what follows its closing bracket does not. Field 22 is the 20th after it.
    return line.slice(line.lastIndexOf(')') + 2).split(' ')[19] ?? null
  } catch {
    return null
  }
}

function isHolder(value: unknown): value is Holder {
  return (
    typeof value === 'object' && value !== null && 'pid' in value && 'token' in value && 'started' in value
  )
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
