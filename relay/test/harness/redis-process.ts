import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createConnection, createServer } from 'node:net'

/** In CI a Redis that cannot be started is a failure. */
const REQUIRED = process.env.EVERTILL_REQUIRE_REDIS === '1'
const BINARY = process.env.REDIS_SERVER ?? 'redis-server'

/** A Redis of a test's own, which it may kill. It keeps nothing. */
export interface RedisProcess {
  readonly url: string
  kill(): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
}

/** Whether a Redis can be started here; throws where there must be one. */
export function redisCanStart(): boolean {
  const can = spawnSync(BINARY, ['--version'], { stdio: 'ignore' }).status === 0
  if (!can && REQUIRED) throw new Error(`there is no ${BINARY} to start`)
  return can
}

export async function startRedis(): Promise<RedisProcess> {
  const port = await freePort()
  let child: ChildProcess | undefined
  const redis: RedisProcess = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const killed = child
      child = undefined
      if (killed === undefined || killed.exitCode !== null) return
      const exit = once(killed, 'exit')
      killed.kill('SIGKILL')
      await exit
    },
    async start() {
      const arguments_ = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
      child = spawn(BINARY, arguments_, { stdio: 'ignore' })
      while (!(await answers(port))) await new Promise(resolve => setTimeout(resolve, 20))
    },
  }
  await redis.start()
  return redis
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = createConnection({ port, host: '127.0.0.1' })
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = address !== null && typeof address === 'object' ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}
