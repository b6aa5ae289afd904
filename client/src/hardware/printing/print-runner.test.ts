import { type PrintJobState, UNKNOWN_STATUS } from '@evertill/crdt-model/printing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type PrinterSetup, type PrintJobRow, printerKey } from '../../local/printing.ts'
import type { CommandOf } from '../../replica/protocol.ts'
import { PrintRunner } from './print-runner.ts'
import type { EncodedJob, JobSteps, PrinterPort } from './printer-port.ts'

const SETUP: PrinterSetup = {
  id: 'counter',
  name: 'Counter',
  connection: { kind: 'usb', vendorId: 1, productId: 2, serialNumber: null, name: 'TM' },
  columns: 42,
  language: 'esc-pos',
  isSilent: false,
  drawer: { pin: 2, openLevel: null },
}
const CONFIRMED: PrintJobState = { state: 'confirmed', confirmedBy: 'gsr' }

function row(id: string, more: Partial<PrintJobRow> = {}): PrintJobRow {
  return {
    id,
    content: { kind: 'test' },
    target: 'counter',
    createdAt: 0,
    expiresAt: 60_000,
    copyOf: null,
    state: { state: 'queued' },
    bytes: null,
    printer: null,
    open: 1,
    ...more,
  }
}

/** A port that does what the test says, and everything that was written down, in order. */
function rig(print: (job: EncodedJob, steps: JobSteps) => Promise<PrintJobState>) {
  const look = async () => ({ problem: null, status: UNKNOWN_STATUS })
  const port: PrinterPort = { print: vi.fn(print), look: vi.fn(look), close: vi.fn(async () => undefined) }
  const notes: CommandOf<'notePrint'>[] = []
  const problems: unknown[] = []
  const runner = new PrintRunner({
    setup: SETUP,
    port,
    encode: async job => new TextEncoder().encode(`bytes of ${job.id}`),
    note: async command => {
      notes.push(command)
    },
    onProblem: problem => problems.push(problem),
    now: Date.now,
  })
  const states = () => notes.map(({ id, state }) => `${id} ${state.state}`)
  return { port, runner, notes, states, problems }
}

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('the print queue', () => {
  it('prints one job after the other, drawers first, each step written down before it is taken', async () => {
    const order: string[] = []
    const { runner, notes, states } = rig(async (job, steps) => {
      await steps.note('sending')
      order.push(job.id)
      return CONFIRMED
    })
    runner.take([row('one'), row('two'), row('pulse', { content: { kind: 'drawer', pin: 2 } })])
    await vi.runAllTimersAsync()
    expect(order).toEqual(['pulse', 'one', 'two'])
    expect(states()).toEqual([
      ...['pulse sending', 'pulse confirmed', 'one sending', 'one confirmed'],
      ...['two sending', 'two confirmed'],
    ])
    expect(notes[0]).toMatchObject({ printer: printerKey(SETUP), bytes: expect.any(Uint8Array) })
  })

  it('prints a job once, however often its row comes', async () => {
    const { port, runner } = rig(async () => CONFIRMED)
    runner.take([row('one')])
    await vi.runAllTimersAsync()
    runner.take([row('one')])
    runner.take([row('one'), row('one')])
    await vi.runAllTimersAsync()
    expect(port.print).toHaveBeenCalledTimes(1)
  })

  it('sends nothing that could not be written down', async () => {
    let sent = 0
    const broken = new PrintRunner({
      setup: SETUP,
      port: {
        print: async (_, steps) => {
          await steps.note('sending')
          sent++
          return CONFIRMED
        },
        look: async () => ({ problem: null, status: UNKNOWN_STATUS }),
        close: async () => undefined,
      },
      encode: async () => new Uint8Array(),
      note: () => Promise.reject(new Error('taken over')),
      onProblem: () => undefined,
      now: Date.now,
    })
    broken.take([row('one')])
    await vi.advanceTimersByTimeAsync(1000)
    await broken.stop()
    expect(sent).toBe(0)
  })

  it('tries again what was not begun, and at once when another job comes', async () => {
    let tries = 0
    const { runner, problems } = rig(async (_, steps) => {
      tries++
      steps.waiting('paper-end')
      return tries < 3 ? { state: 'failed', reason: 'paper-end', retryAt: Date.now() + 2000 } : CONFIRMED
    })
    runner.take([row('one')])
    await vi.advanceTimersByTimeAsync(100)
    expect([tries, problems.at(-1)]).toEqual([1, 'paper-end'])
    runner.take([row('one'), row('two')])
    await vi.advanceTimersByTimeAsync(100)
    expect(tries).toBe(2)
    await vi.advanceTimersByTimeAsync(2000)
    expect(tries).toBe(4)
    expect(problems.at(-1)).toBeNull()
  })

  it('leaves what is unknown or given up to a person', async () => {
    const { port, runner } = rig(async () => CONFIRMED)
    runner.take([
      row('unknown', { state: { state: 'unknown', reason: 'stopped' } }),
      row('failed', { state: { state: 'failed', reason: 'expired', retryAt: null } }),
      row('sending', { state: { state: 'sending' } }),
    ])
    await vi.runAllTimersAsync()
    expect(port.print).not.toHaveBeenCalled()
  })

  it('gives up what nobody could begin in time', async () => {
    const { port, runner, states } = rig(async () => CONFIRMED)
    runner.take([row('old', { expiresAt: 500 })])
    await vi.runAllTimersAsync()
    expect(states()).toEqual(['old failed'])
    expect(port.print).not.toHaveBeenCalled()
  })

  it('offers a job that was offered before with the very same bytes, and never to another printer', async () => {
    const seen: EncodedJob[] = []
    const { runner, states } = rig(async job => {
      seen.push(job)
      return CONFIRMED
    })
    const claimed = { state: { state: 'claimed' }, bytes: Uint8Array.of(1, 2, 3) } as const
    runner.take([
      row('mine', { ...claimed, printer: printerKey(SETUP) }),
      row('other', { ...claimed, printer: 'bridge 9753 kitchen' }),
    ])
    await vi.runAllTimersAsync()
    expect(seen).toMatchObject([{ id: 'mine', offeredBefore: true, bytes: Uint8Array.of(1, 2, 3) }])
    expect(states()).toEqual(['mine confirmed', 'other unknown'])
  })
})
