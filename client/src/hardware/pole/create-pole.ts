import { type PoleLines, poleBytes, poleStart } from '@evertill/crdt-model/devices'
import { LinkLost, type PrintLink } from '@evertill/crdt-model/printing'
import { type Accessor, createEffect, createSignal, onCleanup } from 'solid-js'
import type { DisplayState } from '../../display/display-message.ts'
import type { PoleSetup } from '../../local/devices.ts'
import { openSerialLink } from '../printing/serial-link.ts'
import { poleText } from './pole-text.ts'

/** A display that is gone is looked for so often. Milliseconds. */
const AGAIN_MS = 2000
/** How long the test is shown. Milliseconds. */
const TEST_MS = 6000
/** Every place of both lines, and signs that are wrong where the display speaks something else. */
const TEST_LINES: PoleLines = ['12345678901234567890', 'áéíóúñ £ ABCDEFGHIJK']

/** The till's pole display as its screens see it. */
export interface Pole {
  /** Whether it is there; undefined before that is known. */
  readonly isThere: Accessor<boolean | undefined>
  /** Shows a test for a while. */
  readonly test: () => void
}

/** Shows the customer the sale on a pole display, and looks for it whenever it is gone. Ends with the owner. */
export function createPole(setup: PoleSetup, state: Accessor<DisplayState>): Pole {
  const [isThere, setThere] = createSignal<boolean>()
  const [isTesting, setTesting] = createSignal(false)
  let link: PrintLink | null = null
  let isOver = false
  let wanted: PoleLines | null = null
  let isWriting = false
  let again: ReturnType<typeof setTimeout> | undefined
  let ending: ReturnType<typeof setTimeout> | undefined

  /** One look at a time: two of them would take the port from each other. */
  const lookAgain = () => {
    clearTimeout(again)
    if (!isOver) again = setTimeout(() => void open(), AGAIN_MS)
  }
  const lose = async () => {
    if (isOver || link === null) return
    const gone = link
    link = null
    setThere(false)
    await gone.close()
    lookAgain()
  }
  /** Only the last of what came meanwhile is written: a display is slower than a scanner. */
  const write = async () => {
    if (isWriting) return
    isWriting = true
    try {
      while (wanted !== null && link !== null) {
        const lines = wanted
        wanted = null
        await link.write(poleBytes(setup.language, lines))
      }
    } catch {
      await lose()
    } finally {
      isWriting = false
    }
  }
  const show = (lines: PoleLines) => {
    wanted = lines
    void write()
  }
  const lines = () => (isTesting() ? TEST_LINES : poleText(state()))
  const open = async () => {
    try {
      const opened = await openSerialLink(setup.device, { baudRate: setup.baudRate })
      if (isOver) return await opened.close()
      link = opened
      opened.listen({ onBytes: () => undefined, onLost: () => void lose() })
      await opened.write(poleStart(setup.language))
      setThere(true)
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      setThere(false)
      const gone = link
      link = null
      await gone?.close()
      lookAgain()
    }
  }
  void open()
  createEffect(() => {
    if (isThere() === true) show(lines())
  })
  onCleanup(() => {
    isOver = true
    clearTimeout(again)
    clearTimeout(ending)
    void link?.close()
  })
  return {
    isThere,
    test() {
      clearTimeout(ending)
      setTesting(true)
      ending = setTimeout(() => setTesting(false), TEST_MS)
    },
  }
}
