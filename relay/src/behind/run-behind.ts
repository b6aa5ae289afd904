import { Worker } from 'node:worker_threads'
import type { FindingsKeeper } from '../findings/findings-keeper.ts'
import { threadFile } from '../package-folder.ts'
import type { Projector } from '../projection/projector.ts'
import type { SyncLog } from '../sync/sync-log.ts'
import type { Ask, Order, Report, ThreadStart } from './thread-messages.ts'

/** What works behind the commits. */
export interface BehindCommits {
  readonly projection: Omit<Projector, 'isDue'>
  readonly findings: FindingsKeeper
}

/** How often what was committed is told, and whether clients wait: milliseconds. */
const TELL_EVERY_MS = 25
/** A thread that ended is started again after this long, longer each time; a while of work makes it short again. */
const RESTART_MS = 200
const MAX_RESTART_MS = 30_000
const SETTLED_MS = 60_000
/** How long it may take to stop. What it has not finished is done at the next start. */
const STOP_PATIENCE_MS = 10_000

interface Waiter {
  readonly order: Order
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

export interface ThreadOptions extends ThreadStart {
  readonly log: SyncLog
  /** Whether clients wait for commits: then the rows wait as well. */
  readonly isBusy: () => boolean
  /** What was found in the documents has changed. */
  readonly findingsChanged: () => void
}

/** A thread of its own, that the relay's main thread serves clients undisturbed. */
export interface BehindThread extends BehindCommits {
  /** Ends the thread as a fault would: for tests. */
  kill(): Promise<void>
}

export function startBehindThread(options: ThreadOptions): BehindThread {
  const thread = new SupervisedThread(options)
  const committed = (name: string) => thread.committed(name)
  const stop = () => thread.stop()
  return {
    projection: {
      // One message tells both.
      notice: committed,
      sweep: () => thread.ask('sweep'),
      idle: () => thread.ask('projected'),
      stop,
    },
    findings: {
      committed() {},
      catchUp: () => thread.ask('check-all'),
      idle: () => thread.ask('checked'),
      stop,
    },
    kill: () => thread.kill(),
  }
}

/**
 * Starts the thread, and starts it again when it ends. What it was told and did not do is in the database: each new
 * thread first looks there for what is behind. What it was asked and did not answer is asked again.
 */
class SupervisedThread {
  readonly #options: ThreadOptions
  readonly #waiters = new Map<number, Waiter>()
  #worker: Worker
  #startedAt = 0
  #restarts = 0
  #restartTimer: NodeJS.Timeout | undefined
  #names = new Set<string>()
  #tellTimer: NodeJS.Timeout | undefined
  #wasBusy = false
  #asked = 0
  #stopping: Promise<void> | undefined

  constructor(options: ThreadOptions) {
    this.#options = options
    this.#worker = this.#start()
  }

  committed(name: string): void {
    if (this.#stopping !== undefined) return
    this.#names.add(name)
    this.#tellSoon()
  }

  ask(kind: Ask): Promise<void> {
    if (this.#stopping !== undefined) return Promise.resolve()
    // What was committed before is part of what is asked about.
    this.#tell()
    return this.#send(kind)
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stop()
    return this.#stopping
  }

  async kill(): Promise<void> {
    await this.#worker.terminate()
  }

  #start(): Worker {
    const { databaseUrl, organisation } = this.#options
    const workerData: ThreadStart = { databaseUrl, organisation }
    const worker = new Worker(threadFile('behind-thread'), { workerData })
    // It must not keep a process from ending that has nothing else to do.
    worker.unref()
    this.#startedAt = Date.now()
    worker.on('message', (report: Report) => this.#hear(report))
    worker.on('error', error =>
      this.#options.log.error({ err: error }, 'the thread behind the commits failed'),
    )
    worker.on('exit', code => this.#ended(code))
    return worker
  }

  #ended(code: number): void {
    if (this.#stopping !== undefined) {
      for (const { resolve } of this.#waiters.values()) resolve()
      this.#waiters.clear()
      return
    }
    if (Date.now() - this.#startedAt > SETTLED_MS) this.#restarts = 0
    const pause = Math.min(RESTART_MS * 2 ** this.#restarts++, MAX_RESTART_MS)
    this.#options.log.error({ code, pause }, 'the thread behind the commits ended: it is started again')
    this.#restartTimer = setTimeout(() => {
      this.#worker = this.#start()
      for (const { order } of this.#waiters.values()) this.#worker.postMessage(order)
      this.#lookForWhatIsBehind()
    }, pause).unref()
  }

  /** Also what the one before it was told and did not do. */
  #lookForWhatIsBehind(): void {
    for (const kind of ['sweep', 'check-all'] as const) {
      this.#send(kind).catch(error =>
        this.#options.log.warn({ err: error }, 'looking for what is behind the commits failed'),
      )
    }
  }

  #send(kind: Ask): Promise<void> {
    return new Promise((resolve, reject) => {
      const id = ++this.#asked
      const order: Order = { kind, id }
      this.#waiters.set(id, { order, resolve, reject })
      this.#worker.postMessage(order)
    })
  }

  #hear(report: Report): void {
    switch (report.kind) {
      case 'ready':
        break
      case 'done': {
        const waiter = this.#waiters.get(report.id)
        this.#waiters.delete(report.id)
        if (report.error === undefined) waiter?.resolve()
        else waiter?.reject(new Error(report.error))
        break
      }
      case 'findings-changed':
        this.#options.findingsChanged()
        break
      case 'log':
        this.#options.log[report.level](report.fields, report.message)
        break
    }
  }

  #tellSoon(): void {
    this.#tellTimer ??= setTimeout(() => {
      this.#tellTimer = undefined
      this.#tell()
    }, TELL_EVERY_MS).unref()
  }

  #tell(): void {
    const isBusy = this.#options.isBusy()
    if (this.#names.size > 0 || this.#wasBusy) {
      const order: Order = { kind: 'committed', names: [...this.#names], isBusy }
      this.#names = new Set()
      this.#worker.postMessage(order)
    }
    this.#wasBusy = isBusy
    // Until it knows that clients wait no more.
    if (isBusy) this.#tellSoon()
  }

  async #stop(): Promise<void> {
    clearTimeout(this.#tellTimer)
    clearTimeout(this.#restartTimer)
    // The wait for its answer keeps the process alive.
    const patience = setTimeout(() => void this.#worker.terminate(), STOP_PATIENCE_MS)
    await this.#send('stop').catch(error =>
      this.#options.log.warn({ err: error }, 'the thread behind the commits could not stop cleanly'),
    )
    clearTimeout(patience)
    await this.#worker.terminate()
  }
}
