import { createHash } from 'node:crypto'
import {
  checkJobBytes,
  DRAWER_EXPIRES_MS,
  MAX_JOB_LIFE_MS,
  type PrintJobRequest,
  printJobRequest,
  resolveJobRequest,
} from '@evertill/crdt-model/printing'
import { Hono } from 'hono'
import { SpoolWriteError } from '../spool/spool-file.ts'
import { answerOf, type SpoolJob } from '../spool/spool-job.ts'
import { Problem } from './problem.ts'
import { readBody } from './read-body.ts'
import type { BridgeContext, BridgeEnv, Services } from './services.ts'

/** /v1/jobs: takes print jobs, says how they fare, lets a person settle what nobody knows. */
export function jobRoutes(services: Services): Hono<BridgeEnv> {
  return new Hono<BridgeEnv>()
    .post('/', async c => {
      const request = await readBody(c, printJobRequest)
      const { kind, job } = await takeJob(services, c.get('origin'), request)
      return c.json(answerOf(job), kind === 'accepted' ? 202 : 200)
    })
    .get('/:jobId', c => c.json(answerOf(findJob(services, c))))
    .post('/:jobId/resolve', async c => {
      const { outcome, operator } = await readBody(c, resolveJobRequest)
      const job = findJob(services, c)
      const { state } = job.state
      const isRepeat = job.state.state === 'resolved' && job.state.outcome === outcome
      if (isRepeat) return c.json(answerOf(job))
      if (state !== 'unknown') throw new Problem('not-unknown', `this job is ${state}`)
      await orStorageProblem(services.spool.record(job, { state: 'resolved', outcome, operator }))
      services.log.info({ jobId: job.jobId, printer: job.printerId, outcome }, 'job settled by a person')
      return c.json(answerOf(job))
    })
}

async function takeJob(
  services: Services,
  origin: string,
  request: PrintJobRequest,
): Promise<{ kind: 'accepted' | 'known'; job: SpoolJob }> {
  const { spool, printers, log, now } = services
  const bytes = Buffer.from(request.bytesB64, 'base64')
  if (createHash('sha256').update(bytes).digest('hex') !== request.sha256)
    throw new Problem('hash-mismatch', 'the bytes are not those of the hash')
  // A job that is known is answered whatever has changed since: it may have been printed long ago.
  if (spool.find(origin, request.jobId) === null) checkNewJob(services, request, bytes)
  const result = await orStorageProblem(spool.accept(origin, withLife(request, now()), bytes))
  switch (result.kind) {
    case 'other-bytes':
      throw new Problem('other-bytes', 'a job with this id and other bytes was taken before')
    case 'full':
      throw new Problem('spool-full', 'too many jobs are waiting')
    default: {
      const { job, kind } = result
      if (kind === 'accepted') {
        const { jobId, printerId, sha256 } = job
        log.info({ jobId, printer: printerId, kind: job.kind, sha256, bytes: bytes.length }, 'job taken')
        printers.wake(printerId)
      }
      return { kind, job }
    }
  }
}

function checkNewJob(
  { printers, pulses, now, log }: Services,
  request: PrintJobRequest,
  bytes: Uint8Array,
): void {
  const printer = printers.find(request.printerId)
  if (printer === null) throw new Problem('not-found', 'no such printer')
  if (request.expiresAt <= now()) throw new Problem('expired', 'this job has expired')
  const refused = checkJobBytes(request.kind, printer.language, bytes)
  if (refused) throw new Problem('bytes-refused', refused)
  if (request.kind !== 'drawer') return
  if (!pulses.take(printer.id)) throw new Problem('too-many-pulses', 'the drawer was opened too often')
  log.info({ jobId: request.jobId, printer: printer.id }, 'drawer pulse asked for')
}

/** No job waits for ever, and no drawer opens late. */
function withLife(request: PrintJobRequest, now: number): PrintJobRequest {
  const longest = request.kind === 'drawer' ? DRAWER_EXPIRES_MS : MAX_JOB_LIFE_MS
  return { ...request, expiresAt: Math.min(request.expiresAt, now + longest) }
}

function findJob({ spool }: Services, c: BridgeContext): SpoolJob {
  const job = spool.find(c.get('origin'), c.req.param('jobId') ?? '')
  if (job === null) throw new Problem('not-found', 'no such job')
  return job
}

async function orStorageProblem<T>(writing: Promise<T>): Promise<T> {
  try {
    return await writing
  } catch (error) {
    if (!(error instanceof SpoolWriteError)) throw error
    if (error.diskFull) throw new Problem('disk-full', 'the disk of the print bridge is full')
    throw new Problem('storage-failed', 'the print bridge cannot write to its disk')
  }
}
