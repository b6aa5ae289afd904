import { isOver, type PrintJobState, SESSION_TIMES } from '@evertill/crdt-model/printing'
import { DirectPort } from '../../src/hardware/printing/direct-port.ts'
import { PrintRunner } from '../../src/hardware/printing/print-runner.ts'
import { openUsbLink } from '../../src/hardware/printing/usb-link.ts'
import type { PrinterSetup, PrintJobRow } from '../../src/local/printing.ts'
import { BrowserDevice } from './browser-device.ts'

/** What became of the jobs. Nothing of it may be `lost` or `doubled`. */
export interface FlakyOutcome {
  readonly jobs: number
  /** The printer said that they are on paper, and they are, once. */
  readonly confirmed: number
  /** A person is asked. */
  readonly unknown: number
  /** Of those that are asked about: how many are on paper. */
  readonly unknownPrinted: number
  /** How often the till was killed and started again. */
  readonly kills: number
  /** Confirmed and not on paper, or neither confirmed nor asked about. */
  readonly lost: readonly string[]
  /** More than once on paper. */
  readonly doubled: readonly string[]
}

const SETUP: PrinterSetup = {
  ...{ id: 'counter', name: 'Counter', columns: 42, language: 'esc-pos', isSilent: false, drawer: null },
  connection: { kind: 'usb', vendorId: 1, productId: 2, serialNumber: 'J4XF', name: 'TM' },
}
const TIMES = {
  ...SESSION_TIMES,
  ...{ statusAnswer: 12, stall: 30, proof: 40, poll: 8, betterProof: 6, again: 4 },
}
/** Of a hundred jobs so many meet a fault, and so many a kill of the till. */
const FAULTS_IN_100 = 12
const KILLS_IN_100 = 3

/**
 * Sends jobs through the till's own queue to an emulated USB printer that fails in every way it knows, and kills the
 * till now and then; a person puts the printer right, and answers no question. The same seed gives the same faults.
 */
export async function printFlakyJobs(seed: number, jobs: number): Promise<FlakyOutcome> {
  const random = randomOf(seed)
  const device = new BrowserDevice()
  Object.defineProperty(globalThis, 'navigator', { value: device.navigator, configurable: true })
  const rows = new Map<string, PrintJobRow>()
  let till = startTill(rows)
  let kills = 0
  for (let number = 1; number <= jobs; number++) {
    const row = newRow(`job-${seed}-${number}`)
    rows.set(row.id, row)
    if (random(100) < FAULTS_IN_100) spoil(device, random)
    const kill = random(100) < KILLS_IN_100 ? random(4) : -1
    till.take()
    for (let turn = 0; !isOver(stateOf(rows, row.id)); turn++) {
      if (turn === kill) {
        kills++
        await till.kill()
        till = startTill(rows)
        till.take()
      }
      await new Promise(resolve => setTimeout(resolve, turn < 3 ? 0 : 4))
      if (turn > 6) putRight(device)
    }
  }
  putRight(device)
  await new Promise(resolve => setTimeout(resolve, TIMES.proof))
  await till.kill()
  return outcomeOf(rows, device, kills)
}

/** The till's printing over what its disk holds. A kill loses everything else. */
function startTill(rows: Map<string, PrintJobRow>) {
  for (const row of rows.values()) {
    // As `PrintJobs.begin`.
    if (row.state.state === 'sending') row.state = { state: 'unknown', reason: 'stopped' }
  }
  let isDead = false
  const runner: PrintRunner = new PrintRunner({
    setup: SETUP,
    port: new DirectPort(
      () => openUsbLink({ vendorId: 1, productId: 2, serialNumber: 'J4XF' }),
      SETUP,
      TIMES,
    ),
    encode: async ({ id }) =>
      new TextEncoder().encode(`\x1b@${'a line of goods 1.00\n'.repeat(6)}${id}\n\x1dV\x00`),
    note: async ({ id, state, bytes = null, printer = null }) => {
      const row = rows.get(id)
      if (isDead || !row) throw new Error('killed')
      const isLate = row.state.state === 'unknown' && state.state === 'confirmed'
      if (isOver(row.state) && !isLate) throw new Error('over')
      rows.set(id, { ...row, state, bytes: bytes ?? row.bytes, printer: printer ?? row.printer })
      if (!isOver(state)) return
      runner.take([...rows.values()].filter(each => !isOver(each.state)))
    },
    onProblem: () => undefined,
    now: Date.now,
  })
  return {
    take: () => runner.take([...rows.values()].filter(row => !isOver(row.state))),
    async kill() {
      isDead = true
      await runner.stop()
    },
  }
}

function spoil({ engine, faults }: BrowserDevice, random: (below: number) => number): void {
  const deeds = [
    () => Object.assign(engine.behaviour, { paperEndAtLine: random(10) }),
    () => Object.assign(engine.behaviour, { coverOpenAtLine: random(10) }),
    () => Object.assign(engine.behaviour, { cutterJams: true }),
    () => Object.assign(engine, { paperState: 'end' }),
    () => Object.assign(engine, { cover: 'open' }),
    () => Object.assign(faults, { unplugAfter: random(200) }),
    () => Object.assign(engine.behaviour, { answers: 'silent' }),
    () => Object.assign(engine.behaviour, { answers: 'ordered' }),
    () => Object.assign(engine.behaviour, { garbageStatus: true }),
    () => Object.assign(engine.behaviour, { automaticFlood: true, repeatsIds: true }),
    () => engine.powerCycle(),
  ]
  deeds[random(deeds.length)]?.()
}

function putRight(device: BrowserDevice): void {
  const { engine } = device
  Object.assign(engine.behaviour, {
    ...{ answers: 'processId', garbageStatus: false, automaticFlood: false, repeatsIds: false },
  })
  engine.repair()
  device.plugIn()
}

function outcomeOf(
  rows: ReadonlyMap<string, PrintJobRow>,
  { engine }: BrowserDevice,
  kills: number,
): FlakyOutcome {
  const printed = new Map<string, number>()
  for (const item of engine.paper.items) {
    const id = item.kind === 'line' ? /job-\d+-\d+$/.exec(item.text)?.[0] : undefined
    if (id !== undefined) printed.set(id, (printed.get(id) ?? 0) + 1)
  }
  const all = [...rows.values()]
  const times = (row: PrintJobRow) => printed.get(row.id) ?? 0
  const confirmed = all.filter(({ state }) => state.state === 'confirmed')
  const unknown = all.filter(({ state }) => state.state === 'unknown')
  const others = all.filter(row => !confirmed.includes(row) && !unknown.includes(row))
  return {
    ...{ jobs: all.length, kills, confirmed: confirmed.length, unknown: unknown.length },
    unknownPrinted: unknown.filter(row => times(row) > 0).length,
    lost: [...others, ...confirmed.filter(row => times(row) === 0)].map(({ id }) => id),
    doubled: all.filter(row => times(row) > 1).map(({ id }) => id),
  }
}

function newRow(id: string): PrintJobRow {
  return {
    ...{ id, content: { kind: 'test' }, target: SETUP.id, createdAt: 0, expiresAt: Number.MAX_SAFE_INTEGER },
    ...{ copyOf: null, state: { state: 'queued' }, bytes: null, printer: null, open: 1 },
  }
}

function stateOf(rows: ReadonlyMap<string, PrintJobRow>, id: string): PrintJobState {
  return rows.get(id)?.state ?? { state: 'queued' }
}

/** Numbers from 0 below a bound, the same ones for a seed (mulberry32). */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return below => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
