import { SCAN_SILENCE_MS, ScanStream } from '@evertill/crdt-model/devices'
import { LinkLost, type PrintLink } from '@evertill/crdt-model/printing'
import type { ScannerSetup } from '../../local/devices.ts'
import { openSerialLink } from '../printing/serial-link.ts'
import type { ScannerEvents } from './scanner-events.ts'

/** A scanner that is gone is looked for so often. Milliseconds. */
const AGAIN_MS = 1000

/** Listens to a scanner on a serial port, and looks for it whenever it is gone. @returns ends it */
export function openSerialScanner(
  setup: Extract<ScannerSetup, { readonly kind: 'serial' }>,
  events: ScannerEvents,
): () => Promise<void> {
  let isOver = false
  let link: PrintLink | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let silence: ReturnType<typeof setTimeout> | undefined
  const lose = async () => {
    if (isOver) return
    events.onPresence(false)
    const gone = link
    link = null
    await gone?.close()
    again = setTimeout(() => void open(), AGAIN_MS)
  }
  const listen = (opened: PrintLink) => {
    const stream = new ScanStream()
    opened.listen({
      onBytes: bytes => {
        clearTimeout(silence)
        for (const code of stream.push(bytes)) events.onCode(code)
        if (!stream.isOpen) return
        silence = setTimeout(() => {
          const code = stream.silence()
          if (code !== null) events.onCode(code)
        }, SCAN_SILENCE_MS)
      },
      onLost: () => void lose(),
    })
  }
  const open = async () => {
    try {
      const opened = await openSerialLink(setup.device, { baudRate: setup.baudRate })
      if (isOver) return await opened.close()
      link = opened
      listen(opened)
      events.onPresence(true)
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      await lose()
    }
  }
  const opening = open()
  return async () => {
    isOver = true
    clearTimeout(again)
    clearTimeout(silence)
    await opening
    await link?.close()
  }
}
