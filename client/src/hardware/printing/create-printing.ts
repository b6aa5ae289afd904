import type { NotSentReason } from '@evertill/crdt-model/printing'
import { type Accessor, createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import { loadTexts } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { PrinterSetup, PrintJobRow } from '../../local/printing.ts'
import type { Replica } from '../../replica/create-replica.ts'
import type { PrintRunner } from './print-runner.ts'

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
  const setup = createMemo(
    () => {
      const found = row()
      return found?.key === 'printer' ? found.value : null
    },
    null,
    // The same settings read again are no new printer.
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  )
  createEffect(
    on(setup, printer => {
      if (printer === null) return
      const ended = new AbortController()
      onCleanup(() => ended.abort())
      runInOneTab(database.name, ended.signal, async () => {
        // Loaded by tills that have a printer, and by no other.
        const [{ startPrinting }] = await Promise.all([import('./start-printing.ts'), loadTexts('hardware')])
        return startPrinting(printer, {
          timeZone: timeZone(),
          note: command => replica.send<'notePrint'>(command),
          onProblem: setProblem,
        })
      })
    }),
  )

  /** A printer has one writer: the tab that has the till, and after a takeover the next when this one let go. */
  async function runInOneTab(
    name: string,
    ended: AbortSignal,
    start: () => Promise<PrintRunner>,
  ): Promise<void> {
    const [runner, setRunner] = createSignal<PrintRunner | null>(null)
    createEffect(() => runner()?.take(open()))
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
