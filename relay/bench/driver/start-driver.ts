import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { Tasks } from './tasks.ts'

type TaskName = keyof Tasks

/** The process that drives the servers. */
export interface Driver {
  do<Name extends TaskName>(
    task: Name,
    options: Parameters<Tasks[Name]>[0],
  ): Promise<Awaited<ReturnType<Tasks[Name]>>>
  stop(): void
}

interface Answer {
  readonly id: number
  readonly result?: unknown
  readonly error?: string
}

export function startDriver(): Driver {
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [], {
    execArgv: ['--import', 'tsx'],
    // y-websocket's client listens for the end of the process, once for each document.
    env: { ...process.env, NODE_NO_WARNINGS: '1' },
  })
  const waiting = new Map<number, { resolve(result: unknown): void; reject(error: Error): void }>()
  let orders = 0
  child.on('message', ({ id, result, error }: Answer) => {
    const waiter = waiting.get(id)
    waiting.delete(id)
    if (error === undefined) waiter?.resolve(result)
    else waiter?.reject(new Error(error))
  })
  child.on('exit', code => {
    for (const { reject } of waiting.values()) reject(new Error(`the driver ended with ${code}`))
  })
  return {
    do: (task, options) =>
      new Promise((resolve, reject) => {
        orders++
        // What comes back is what the task of this name returns: `Tasks` is the driver's own table.
        waiting.set(orders, { resolve: result => resolve(result as never), reject })
        child.send({ id: orders, task, options: options ?? {} })
      }),
    stop: () => void child.kill(),
  }
}
