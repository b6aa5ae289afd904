import { createRoot } from 'solid-js'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { SerialDevice } from '../printing/browser-devices.ts'

vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => {} })
vi.stubGlobal('document', { documentElement: { lang: '' } })
let port: DisplayPort
vi.stubGlobal('navigator', { languages: ['en-GB'], serial: { getPorts: async () => [port] } })

const { startLanguage } = await import('../../i18n/translate.ts')
const { createPole } = await import('./create-pole.ts')
await startLanguage('display')

/** The port of a display, which may be unplugged; as the browser's, it is opened by one at a time. */
class DisplayPort implements SerialDevice {
  readable: ReadableStream<Uint8Array> | null = null
  writable: WritableStream<Uint8Array> | null = null
  timesOpened = 0
  isPlugged = true

  getInfo() {
    return { usbVendorId: 1, usbProductId: 2 }
  }

  async open() {
    if (this.readable !== null) throw new DOMException('is open', 'InvalidStateError')
    this.timesOpened++
    this.readable = new ReadableStream()
    this.writable = new WritableStream({
      write: () => {
        if (!this.isPlugged) throw new DOMException('is gone', 'NetworkError')
      },
    })
  }

  async close() {
    this.readable = null
    this.writable = null
  }
}

let dispose = () => {}
beforeEach(() => {
  vi.useFakeTimers()
  port = new DisplayPort()
})
afterEach(() => {
  dispose()
  vi.useRealTimers()
})

function open() {
  return createRoot(end => {
    dispose = end
    const setup = { device: { vendorId: 1, productId: 2 }, baudRate: 9600, language: 'cd5220' } as const
    return createPole(setup, () => ({ kind: 'idle', store: 'Corner shop' }))
  })
}

it('is looked for once at a time: a display that went as it was opened is opened again and stays', async () => {
  port.isPlugged = false
  const pole = open()
  await vi.advanceTimersByTimeAsync(0)
  expect([pole.isThere(), port.timesOpened]).toEqual([false, 1])
  port.isPlugged = true
  await vi.advanceTimersByTimeAsync(2000)
  expect([pole.isThere(), port.timesOpened]).toEqual([true, 2])
  await vi.advanceTimersByTimeAsync(20_000)
  expect([pole.isThere(), port.timesOpened]).toEqual([true, 2])
})

it('is opened by nobody any more once its owner is gone', async () => {
  const pole = open()
  await vi.advanceTimersByTimeAsync(0)
  expect(pole.isThere()).toBe(true)
  dispose()
  await vi.advanceTimersByTimeAsync(20_000)
  expect([port.timesOpened, port.readable]).toEqual([1, null])
})
