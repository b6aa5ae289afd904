import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { createConnection, createServer, type Server } from 'node:net'
import { join } from 'node:path'

/** Another bridge works on this directory: two would print the same spool. */
export class DirectoryInUseError extends Error {
  constructor(directory: string) {
    super(`${directory} is in use by another print bridge: stop it, or set PRINT_BRIDGE_DATA`)
    this.name = 'DirectoryInUseError'
  }
}

/**
 * Takes the directory for this process: a socket in it (on Windows a named pipe) that dies with the process, so a
 * killed bridge never keeps the next one out.
 * @returns lets go of it.
 * @throws `DirectoryInUseError`.
 */
export async function lockDirectory(directory: string): Promise<() => Promise<void>> {
  const path = socketPath(directory)
  let server = await listen(path)
  if (server === null && !(await answers(path))) {
    await rm(path, { force: true })
    server = await listen(path)
  }
  if (server === null) throw new DirectoryInUseError(directory)
  const held = server
  return async () => {
    held.close()
    await once(held, 'close')
  }
}

function socketPath(directory: string): string {
  if (process.platform !== 'win32') return join(directory, 'lock')
  const name = createHash('sha256').update(directory.toLowerCase()).digest('hex').slice(0, 32)
  return `\\\\.\\pipe\\evertill-print-bridge-${name}`
}

/** Null when there is somebody, or somebody's remains. */
async function listen(path: string): Promise<Server | null> {
  const server = createServer(socket => socket.destroy()).unref()
  server.listen(path)
  try {
    await once(server, 'listening')
    return server
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return null
    throw error
  }
}

async function answers(path: string): Promise<boolean> {
  const socket = createConnection(path)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
