import type { NotSentReason } from '@evertill/crdt-model/printing'
import { type Accessor, createEffect, createMemo, createSignal, mapArray, onCleanup } from 'solid-js'
import { loadTexts } from '../../i18n/translate.ts'
import type { LocalDatabase, StoreRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { loadPart } from '../../local/load-part.ts'
import {
  type HardwareSetup,
  NO_HARDWARE,
  type PrinterId,
  type PrinterLook,
  type PrinterSetup,
  type PrinterState,
  type PrintJobRow,
} from '../../local/printing.ts'
import type { Replica } from '../../replica/create-replica.ts'
import type { RunningPrinter } from './start-printing.ts'

/** The till's printing as its screens see it. */
export interface Printing {
  readonly hardware: Accessor<HardwareSetup>
  /** Null where receipts are shown on screen alone. */
  readonly receipts: Accessor<{ readonly autoPrint: boolean } | null>
  /** Jobs about which something is to be done, the oldest first. */
  readonly open: Accessor<readonly PrintJobRow[]>
  /** What keeps the jobs of this printer waiting, or null. */
  readonly problemOf: (printer: PrinterId) => NotSentReason | null
  /** How a printer was when it was last asked; undefined before it was. */
  readonly lookOf: (printer: PrinterId) => PrinterLook | undefined
  /** Asks a printer now; null where this tab does not work for it. */
  readonly look: (printer: PrinterId) => Promise<PrinterLook | null>
}

/** A printer that this tab works for. */
interface Worked {
  readonly setup: PrinterSetup
  readonly problem: Accessor<NotSentReason | null>
  readonly look: Accessor<PrinterLook | undefined>
  readonly runner: Accessor<RunningPrinter | null>
}

/** Prints what the till has to print, as long as the owner lives: each printer in one tab of the browser at a time. */
export function createPrinting(
  database: LocalDatabase,
  replica: Pick<Replica, 'send'>,
  store: () => StoreRow,
): Printing {
  const row = createLiveQuery(() => database.meta.get('hardware'))
  const jobs = createLiveQuery(() => database.printJobs.where('open').equals(1).sortBy('createdAt'))
  const open = () => jobs() ?? []
  const hardware = createMemo(
    () => {
      const found = row()
      return found?.key === 'hardware' ? found.value : NO_HARDWARE
    },
    NO_HARDWARE,
    // The same settings read again are no new printers.
    { equals: isSame },
  )
  // By their settings: a printer whose settings changed is let go of and taken up anew, the others print on.
  const settings = createMemo(() => hardware().printers.map(printer => JSON.stringify(printer)))
  const worked = createMemo(
    mapArray(settings, json => {
      const setup = hardware().printers.find(printer => JSON.stringify(printer) === json)
      return setup && work(setup)
    }),
  )
  const find = (id: PrinterId) => worked().find(each => each?.setup.id === id)

  /** A printer has one writer: the tab that has the till, and after a takeover the next when this one let go. */
  function work(setup: PrinterSetup): Worked {
    const [problem, setProblem] = createSignal<NotSentReason | null>(null)
    const [look, setLook] = createSignal<PrinterLook | undefined>(undefined, { equals: isSame })
    const [runner, setRunner] = createSignal<RunningPrinter | null>(null)
    const ended = new AbortController()
    onCleanup(() => ended.abort())
    createEffect(() => runner()?.take(open().filter(job => job.target === setup.id)))
    const start = async () => {
      // Loaded by tills that have a printer, and by no other.
      const [{ startPrinting }] = await Promise.all([
        loadPart(() => import('./start-printing.ts')),
        loadTexts('hardware', 'shift'),
      ])
      return startPrinting(setup, {
        store,
        note: command => replica.send<'notePrint'>(command),
        onProblem: setProblem,
        onLook: setLook,
      })
    }
    const hold = navigator.locks.request(
      `${database.name}/printing/${setup.id}`,
      { signal: ended.signal },
      async () => {
        const started = await start()
        setRunner(started)
        if (!ended.signal.aborted)
          await new Promise(resolve => ended.signal.addEventListener('abort', resolve, { once: true }))
        setRunner(null)
        await started.stop()
      },
    )
    hold.catch(() => undefined)
    return { setup, problem, look, runner }
  }

  const state = createMemo(() => stateOf(worked()), null, { equals: isSame })
  createEffect(() => {
    const now = state()
    // A tab that lost the till has nothing to report any more.
    if (now) replica.send<'notePrinter'>({ type: 'notePrinter', state: now }).catch(() => undefined)
  })

  return {
    hardware,
    receipts: createMemo(
      () => {
        const { receipts, autoPrint } = hardware().routes
        return receipts === null ? null : { autoPrint }
      },
      null,
      { equals: isSame },
    ),
    open,
    problemOf: id => find(id)?.problem() ?? null,
    lookOf: id => find(id)?.look(),
    look: async id => (await find(id)?.runner()?.look()) ?? null,
  }
}

/** How the printers are, the worst of it; null while this tab works for none. */
function stateOf(worked: readonly (Worked | undefined)[]): PrinterState | null {
  const running = worked.filter(each => each !== undefined && each.runner() !== null)
  if (running.length === 0) return null
  const problems = running.map(each => each?.problem() ?? each?.look()?.problem ?? null)
  return {
    problem: problems.find(problem => problem !== null) ?? null,
    paperLow: running.some(each => each?.look()?.status.paper === 'low'),
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
