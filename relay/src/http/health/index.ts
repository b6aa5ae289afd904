import { Hono } from 'hono'
import type { AppEnv, Services } from '../context.ts'

/** A database that takes longer than this to answer nothing is not healthy, milliseconds. */
const PATIENCE_MS = 2000

/** `GET /health` (what is checked, and how it is), `/ready` (send requests here?), `/live` (is the process alive?). */
export function healthRoutes(services: Services): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/health', async c => {
      const checks = await runChecks(services)
      const failing = Object.values(checks).some(check => !check.ok)
      return c.json(
        { status: failing ? 'failing' : 'ok', version: services.version, checks },
        failing ? 503 : 200,
      )
    })
    .get('/ready', async c => {
      const { stopping, database } = await runChecks(services)
      const ready = stopping.ok && database.ok
      return c.json({ ready }, ready ? 200 : 503)
    })
    .get('/live', c => c.json({ live: true }))
}

interface Check {
  readonly ok: boolean
  readonly [figure: string]: number | boolean | null
}

async function runChecks(services: Services): Promise<Record<'stopping' | 'database' | 'sync', Check>> {
  const started = performance.now()
  const database = await answersInTime(services)
  const figures = services.hub.figures()
  return {
    stopping: { ok: !services.stopping.aborted },
    database: { ok: database, milliseconds: Math.round(performance.now() - started) },
    sync: { ok: figures.storeFailingSince === null, ...figures },
  }
}

async function answersInTime(services: Services): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>(resolve => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS)
  })
  const answered = services.database.query('select 1').then(
    () => true,
    error => {
      services.log.warn({ err: error }, 'the database does not answer')
      return false
    },
  )
  try {
    return await Promise.race([answered, late])
  } finally {
    clearTimeout(timer)
  }
}
