import { UNKNOWN_STATUS } from '@evertill/crdt-model/printing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { PrinterState } from '../../local/printing.ts'
import { watchBridgePrinter } from './watch-bridge-printer.ts'

const CONNECTION = { port: 17_777, token: 'token', printerId: 'counter' }
const PRINTER = { id: 'counter', name: 'Counter', columns: 42, language: 'esc-pos', lastSeen: 1 }

let answer: () => Promise<Response>
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('fetch', () => answer())
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

it('tells how the printer is while nothing is printed, at once and again', async () => {
  const printers = (status: object, reachable: boolean | 'unknown' = true) => {
    answer = async () => Response.json([{ ...PRINTER, status: { ...UNKNOWN_STATUS, ...status }, reachable }])
  }
  const seen: PrinterState[] = []
  printers({ paper: 'low' })
  const stop = watchBridgePrinter(CONNECTION, state => seen.push(state))
  await vi.advanceTimersByTimeAsync(0)
  printers({ paper: 'end', cover: 'closed' })
  await vi.advanceTimersByTimeAsync(15_000)
  printers({}, false)
  await vi.advanceTimersByTimeAsync(15_000)
  answer = async () => Response.json([])
  await vi.advanceTimersByTimeAsync(15_000)
  answer = () => Promise.reject(new TypeError('nobody listens'))
  await vi.advanceTimersByTimeAsync(15_000)
  stop()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(seen).toEqual([
    { problem: null, paperLow: true },
    { problem: 'paper-end', paperLow: false },
    { problem: 'unreachable', paperLow: false },
    { problem: 'printer-removed', paperLow: false },
    { problem: 'unreachable', paperLow: false },
  ])
})
