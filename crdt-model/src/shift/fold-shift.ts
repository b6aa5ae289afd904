import type { JournalEntry, JournalEvent } from '../journal/journal-entry.ts'
import type { ActTotals, ShiftTotals } from './shift-totals.ts'
import { countedAmount, DrawerSums } from './sum-drawer.ts'
import { SaleSums } from './sum-sales.ts'

/** What of an entry the totals depend on. */
export type ShiftEntry = Pick<JournalEntry, 'epoch' | 'number' | 'at' | 'event'>

/**
 * The shifts of a till: from each opening to its close, and what lies outside of any. Takes the entries in any order
 * and however often. A shift that was opened while another was open ends that one unclosed. SPEC Z1.
 */
export function splitShifts<Entry extends ShiftEntry>(entries: Iterable<Entry>): Entry[][] {
  const shifts: Entry[][] = []
  let current: Entry[] = []
  for (const entry of inOrder(entries)) {
    if (entry.event.kind === 'shift-open' && current.length > 0) {
      shifts.push(current)
      current = []
    }
    current.push(entry)
    if (entry.event.kind === 'shift-close') {
      shifts.push(current)
      current = []
    }
  }
  return current.length > 0 ? [...shifts, current] : shifts
}

/**
 * The totals of a shift's entries: the X report, and with the close among them the Z report. The same for any order
 * and duplication; what it does not know it passes over. Undefined without entries. SPEC Z2.
 */
export function foldShift(entries: Iterable<ShiftEntry>): ShiftTotals | undefined {
  const ordered = inOrder(entries)
  const [first] = ordered
  const last = ordered.at(-1)
  if (first === undefined || last === undefined) return undefined
  const sales = new SaleSums()
  const drawer = new DrawerSums()
  const acts = noActs()
  let shift: number | null = null
  let reason = ''
  let closed = false
  for (const { event } of ordered) {
    addMoney(event, sales, drawer)
    addAct(event, acts)
    if (event.kind === 'shift-open') shift = event.shift
    if (event.kind !== 'shift-close') continue
    shift = event.shift
    reason = event.reason
    closed = true
  }
  return {
    shift,
    from: first.number,
    to: last.number,
    startedAt: first.at,
    endedAt: last.at,
    closed,
    reason,
    currencies: sales.totals(),
    drawer: drawer.totals(),
    acts,
  }
}

function addMoney(event: JournalEvent, sales: SaleSums, drawer: DrawerSums): void {
  switch (event.kind) {
    case 'sale':
      sales.sold(event)
      drawer.sold(event, 1)
      return
    case 'void':
      sales.voided(event.sale)
      drawer.sold(event.sale, -1)
      return
    case 'refund':
      sales.returned(event.goods)
      drawer.returned(event.goods)
      return
    case 'exchange':
      addMoney(event.refund, sales, drawer)
      addMoney(event.sale, sales, drawer)
      return
    case 'shift-open':
      for (const count of event.float) drawer.move(count.currency, 'float', countedAmount(count))
      return
    case 'shift-close':
      drawer.counted(event.counted)
      return
    case 'cash-in':
      drawer.move(event.currency, 'cashIn', event.amount)
      return
    case 'cash-out':
      drawer.move(event.currency, 'cashOut', event.amount)
      return
    case 'drop':
      drawer.move(event.currency, 'drops', event.amount)
      return
  }
}

type MutableActs = { -readonly [Act in keyof ActTotals]: ActTotals[Act] }

function addAct(event: JournalEvent, acts: MutableActs): void {
  switch (event.kind) {
    case 'no-sale':
      acts.noSales += 1
      return
    case 'price-override':
      acts.priceOverrides += 1
      return
    case 'line-void':
      acts.lineVoids = oneMore(acts.lineVoids, event.amount)
      return
    case 'sale-cancel':
      acts.saleCancels = oneMore(acts.saleCancels, event.amount)
      return
    case 'reprint':
      acts.reprints += 1
      return
    case 'approval':
      acts.approvals += 1
      return
    case 'age-check':
      acts.agesRefused += event.outcome === 'refused' ? 1 : 0
      return
    case 'training':
      acts.trainings += event.step === 'begin' ? 1 : 0
  }
}

function oneMore({ count, amount }: ActTotals['lineVoids'], more: number): ActTotals['lineVoids'] {
  return { count: count + 1, amount: amount + more }
}

function noActs(): MutableActs {
  const none = { count: 0, amount: 0 }
  return {
    noSales: 0,
    priceOverrides: 0,
    lineVoids: none,
    saleCancels: none,
    reprints: 0,
    approvals: 0,
    agesRefused: 0,
    trainings: 0,
  }
}

/** By epoch and number, each once: the caller's journal has told different entries of one number apart. */
function inOrder<Entry extends ShiftEntry>(entries: Iterable<Entry>): Entry[] {
  const sorted = [...entries].sort((a, b) => a.epoch - b.epoch || a.number - b.number)
  return sorted.filter((entry, i) => {
    const before = sorted[i - 1]
    return before === undefined || before.epoch !== entry.epoch || before.number !== entry.number
  })
}
