import type { PrintJobState } from '@evertill/crdt-model/printing'
import { expect, test } from 'vitest'
import type { EncodedJob, PrinterPort } from '../hardware/printing/printer-port.ts'
import type { LabelPrinter } from '../local/printing.ts'
import { intoBatches, sendLabels } from './send-labels.ts'

const PRINTER: LabelPrinter = { kind: 'usb', vendorId: 1, productId: 2, serialNumber: null, name: 'Z' }
const again = (): PrintJobState => ({ state: 'failed', reason: 'unreachable', retryAt: Date.now() })

/** A port that answers each try with the next of these states. */
function portOf(...states: readonly (() => PrintJobState)[]) {
  const jobs: EncodedJob[] = []
  let closed = 0
  const port: PrinterPort = {
    print: async job => {
      jobs.push(job)
      return states[jobs.length - 1]?.() ?? { state: 'sent' }
    },
    look: () => expect.unreachable(),
    close: async () => {
      closed++
    },
  }
  return { port, jobs, closed: () => closed }
}

const LABEL = 'x'.repeat(100_000)

test('labels go in jobs of a modest size, one after the other', async () => {
  const { port, jobs, closed } = portOf()
  expect(await sendLabels(PRINTER, [LABEL, LABEL, 'y'], () => undefined, port)).toEqual({ kind: 'sent' })
  expect(jobs.map(({ bytes }) => bytes.length)).toEqual([100_000, 100_001])
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(2)
  expect(closed()).toBe(1)
})

test('what was not begun is tried again as the same job', async () => {
  const { port, jobs } = portOf(again, again)
  let waits = 0
  expect(await sendLabels(PRINTER, ['a'], () => waits++, port)).toEqual({ kind: 'sent' })
  expect(jobs.map(({ offeredBefore }) => offeredBefore)).toEqual([false, true, true])
  expect(new Set(jobs.map(({ id }) => id)).size).toBe(1)
  expect(waits).toBe(2)
})

test('of what broke off nothing further is sent, and it is told how far it came', async () => {
  const { port, jobs } = portOf(
    () => ({ state: 'sent' }),
    () => ({ state: 'unknown', reason: 'link-lost' }),
  )
  expect(await sendLabels(PRINTER, [LABEL, LABEL, LABEL], () => undefined, port)).toEqual({
    kind: 'unknown',
    sent: 1,
  })
  expect(jobs.length).toBe(2)
})

test('what is given up is told', async () => {
  const { port } = portOf(() => ({ state: 'failed', reason: 'printer-removed', retryAt: null }))
  expect(await sendLabels(PRINTER, ['a'], () => undefined, port)).toEqual({ kind: 'failed', sent: 0 })
})

test('neighbours are sent together', () => {
  expect(intoBatches(['aa', 'b', 'cc', 'dddd'], 4)).toEqual([['aa', 'b'], ['cc'], ['dddd']])
  expect(intoBatches([], 4)).toEqual([])
})
