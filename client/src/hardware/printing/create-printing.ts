import type { NotSentReason } from '@evertill/crdt-model/printing'
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { loadTexts } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { PrinterSetup, PrinterState, PrintJobRow } from '../../local/printing.ts'
import type { Replica } from '../../replica/create-replica.ts'
import type { RunningPrinting } from './start-printing.ts'

const FINE: PrinterState = { problem: null, paperLow: false }

/** The till's printing as its screens see it. */
export interface Printing {
  /** Null without a printer: receipts are shown on screen. */
  readonly setup: Accessor<PrinterSetup | null>
  /** Jobs about which something is to be done, the oldest first. */
  readonly open: Accessor<readonly PrintJobRow[]>
  /** What keeps jobs waiting, or null. */
  readonly problem: Accessor<NotSentReason | null>
}

/** Prints what the till has to print, as long as the owner lives: in one tab of the browser at a time. */
export function createPrinting(
  database: LocalDatabase,
  replica: Pick<Replica, 'send'>,
  timeZone: () => string,
): Printing {
  const row = createLiveQuery(() => database.meta.get('printer'))
  const jobs = createLiveQuery(() => database.printJobs.where('open').equals(1).sortBy('createdAt'))
  const open = () => jobs() ?? []
  const [problem, setProblem] = createSignal<NotSentReason | null>(null)
  const [idle, setIdle] = createSignal<PrinterState>(FINE, { equals: isSame })
  const setup = createMemo(
    () => {
      const found = row()
      return found?.key === 'printer' ? found.value : null
    },
    null,
    // The same settings read again are no new printer.
    { equals: isSame },
  )
  createEffect(
    on(setup, printer => {
      setIdle(FINE)
      if (printer === null) return
      const ended = new AbortController()
      onCleanup(() => ended.abort())
      runInOneTab(database.name, ended.signal, async () => {
        // Loaded by tills that have a printer, and by no other.
        const [{ startPrinting }] = await Promise.all([
          import('./start-printing.ts'),
          loadTexts('hardware', 'shift'),
        ])
        return startPrinting(printer, {
          timeZone: timeZone(),
          note: command => replica.send<'notePrint'>(command),
          onProblem: setProblem,
          onState: setIdle,
        })
      })
    }),
  )

  /** A printer has one writer: the tab that has the till, and after a takeover the next when this one let go. */
  async function runInOneTab(
    name: string,
    ended: AbortSignal,
    start: () => Promise<RunningPrinting>,
  ): Promise<void> {
    const [runner, setRunner] = createSignal<RunningPrinting | null>(null)
    createEffect(() => runner()?.take(open()))
    const state = createMemo(
      (): PrinterState => ({ problem: problem() ?? idle().problem, paperLow: idle().paperLow }),
      FINE,
      { equals: isSame },
    )
    createEffect(() => {
      if (runner() === null) return
      // A tab that lost the till has nothing to report any more.
      replica.send<'notePrinter'>({ type: 'notePrinter', state: state() }).catch(() => undefined)
    })
    const work = navigator.locks.request(`${name}/printing`, { signal: ended }, async () => {
      const started = await start()
      setRunner(started)
      if (!ended.aborted)
        await new Promise(resolve => ended.addEventListener('abort', resolve, { once: true }))
      setRunner(null)
      await started.stop()
    })
    await work.catch(() => undefined)
  }

  return { setup, open, problem }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
