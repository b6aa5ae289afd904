import { type PrintJobState, SESSION_TIMES } from '@evertill/crdt-model/printing'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DirectPort } from '../src/hardware/printing/direct-port.ts'
import type { JobSteps } from '../src/hardware/printing/printer-port.ts'
import { openSerialLink } from '../src/hardware/printing/serial-link.ts'
import { openUsbLink } from '../src/hardware/printing/usb-link.ts'
import { BrowserDevice } from './harness/browser-device.ts'

/** Short, so that a printer that never answers costs a test little. */
const FAST = {
  ...SESSION_TIMES,
  statusAnswer: 60,
  stall: 200,
  proof: 300,
  poll: 20,
  betterProof: 40,
  again: 20,
}
const LINKS = {
  usb: () => openUsbLink({ vendorId: 1, productId: 2, serialNumber: 'J4XF' }),
  serial: () => openSerialLink({ vendorId: 1, productId: 2 }, { baudRate: 9600 }),
} as const
const TEN_LINES = receipt(Array.from({ length: 10 }, (_, index) => `line ${index + 1}`))

function receipt(lines: readonly string[]): Uint8Array {
  return new TextEncoder().encode(`\x1b@${lines.map(line => `${line}\n`).join('')}\x1dV\x00`)
}

let device: BrowserDevice
beforeEach(() => {
  device = new BrowserDevice()
  vi.stubGlobal('navigator', device.navigator)
})
afterEach(() => {
  device.engine.stop()
  vi.unstubAllGlobals()
})

function makePort(transport: keyof typeof LINKS, isSilent = false) {
  const late: string[] = []
  const port = new DirectPort(LINKS[transport], { language: 'esc-pos', isSilent }, FAST)
  const notes: string[] = []
  const steps: JobSteps = {
    note: async step => void notes.push(step),
    waiting: () => undefined,
    confirmedLate: id => void late.push(id),
  }
  const print = (id: string, bytes = TEN_LINES): Promise<PrintJobState> =>
    port.print(
      { id, kind: 'receipt', bytes, expiresAt: Number.MAX_SAFE_INTEGER, copyOf: null, offeredBefore: false },
      steps,
    )
  return { port, print, late, notes }
}

/** How often a whole receipt lies on the counter. */
const papers = () => device.engine.paper.items.filter(item => item.kind === 'cut').length

/** Appendix B of the hardware facts: what the printer does, and the state that its job is to end in. */
const ROWS: readonly {
  readonly fault: string
  readonly spoil: () => void
  readonly expected: object
  readonly isSilent?: boolean
}[] = [
  { fault: 'healthy', spoil: () => {}, expected: { state: 'confirmed', confirmedBy: 'processId' } },
  {
    fault: 'a clone without process ids',
    spoil: () => Object.assign(device.engine.behaviour, { answers: 'ordered' }),
    expected: { state: 'confirmed', confirmedBy: 'gsr' },
  },
  {
    fault: 'one that never answers',
    spoil: () => Object.assign(device.engine.behaviour, { answers: 'silent' }),
    expected: { state: 'unknown', reason: 'no-answer' },
  },
  {
    fault: 'one that is known never to answer',
    spoil: () => Object.assign(device.engine.behaviour, { answers: 'silent' }),
    isSilent: true,
    expected: { state: 'sent' },
  },
  {
    fault: 'paper near its end',
    spoil: () => Object.assign(device.engine, { paperState: 'low' }),
    expected: { state: 'confirmed' },
  },
  {
    fault: 'no paper before the job',
    spoil: () => Object.assign(device.engine, { paperState: 'end' }),
    expected: { state: 'failed', reason: 'paper-end' },
  },
  {
    fault: 'an open cover before the job',
    spoil: () => Object.assign(device.engine, { cover: 'open' }),
    expected: { state: 'failed', reason: 'cover-open' },
  },
  {
    fault: 'paper that ends in the middle',
    spoil: () => Object.assign(device.engine.behaviour, { paperEndAtLine: 5 }),
    expected: { state: 'unknown', reason: 'paper-end' },
  },
  {
    fault: 'a cover that opens in the middle',
    spoil: () => Object.assign(device.engine.behaviour, { coverOpenAtLine: 5 }),
    expected: { state: 'unknown', reason: 'cover-open' },
  },
  {
    fault: 'a cutter that jams',
    spoil: () => Object.assign(device.engine.behaviour, { cutterJams: true }),
    expected: { state: 'unknown', reason: 'cutter' },
  },
  {
    fault: 'a cable pulled in the middle',
    spoil: () => Object.assign(device.faults, { unplugAfter: 60 }),
    expected: { state: 'unknown', reason: 'link-lost' },
  },
  {
    fault: 'a cable that is not plugged in',
    spoil: () => Object.assign(device.faults, { unplugAfter: 0 }),
    expected: { state: 'failed', reason: 'unreachable' },
  },
  {
    fault: 'status that is garbage',
    spoil: () => Object.assign(device.engine.behaviour, { garbageStatus: true }),
    expected: { state: 'confirmed' },
  },
  {
    fault: 'automatic status between all its bytes, and ids of earlier jobs',
    spoil: () => Object.assign(device.engine.behaviour, { automaticFlood: true, repeatsIds: true }),
    expected: { state: 'confirmed', confirmedBy: 'processId' },
  },
  {
    fault: 'a slow one',
    spoil: () => Object.assign(device.engine.behaviour, { lineMs: 5 }),
    expected: { state: 'confirmed' },
  },
]

describe.each(['usb', 'serial'] as const)('a printer of the browser by %s', transport => {
  it.each(ROWS)('Q5 Q6 Q7 $fault: $expected', async ({ spoil, expected, isSilent = false }) => {
    const { port, print, notes } = makePort(transport, isSilent)
    spoil()
    const state = await print('job-00001')
    expect(state).toMatchObject(expected)
    // Nothing is begun that was not written down before, and nothing written down as begun that was not.
    expect(notes).toEqual(state.state === 'failed' ? [] : ['sending'])
    expect(papers()).toBeLessThanOrEqual(1)
    if (state.state === 'confirmed') expect(papers()).toBe(1)
    await port.close()
  })

  it.each([
    ['paper', 'paperEndAtLine'],
    ['the cover', 'coverOpenAtLine'],
  ] as const)('Q8 hears of it late when %s is put right, and prints the next one whole', async (_, fault) => {
    const { port, print, late } = makePort(transport)
    Object.assign(device.engine.behaviour, { [fault]: 5 })
    expect(await print('job-00001')).toMatchObject({ state: 'unknown' })
    expect(await print('job-00002')).toMatchObject({ state: 'failed' })
    device.engine.repair()
    await expect.poll(() => late).toEqual(['job-00001'])
    expect(await print('job-00002', receipt(['next']))).toMatchObject({ state: 'confirmed' })
    expect(papers()).toBe(2)
    await port.close()
  })

  it('prints once what could not be begun, when the cable is in again', async () => {
    const { port, print } = makePort(transport)
    device.faults.unplugAfter = 0
    expect(await print('job-00001')).toMatchObject({ state: 'failed', reason: 'unreachable' })
    device.plugIn()
    expect(await print('job-00001')).toMatchObject({ state: 'confirmed' })
    expect(papers()).toBe(1)
    await port.close()
  })

  it('tells how it is between two jobs and behind one that is under way, with its drawer', async () => {
    const { port, print } = makePort(transport)
    device.engine.behaviour.lineMs = 5
    device.engine.drawer.state = 'open'
    const printing = print('job-00001')
    const look = await port.look()
    expect(papers()).toBe(1)
    expect(await printing).toMatchObject({ state: 'confirmed' })
    expect(look).toMatchObject({ problem: null, status: { cover: 'closed', paper: 'ok', drawerPin: 'high' } })
    device.engine.paperState = 'end'
    expect(await port.look()).toMatchObject({ problem: 'paper-end' })
    await port.close()
  })

  it('gives a printer up that takes nothing, and says that nobody knows', async () => {
    const { print } = makePort(transport, true)
    device.faults.neverReads = true
    expect(await print('job-00001')).toMatchObject({ state: 'unknown', reason: 'stalled' })
  })
})
