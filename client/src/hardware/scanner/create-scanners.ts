import { type Accessor, createEffect, createMemo, createSignal, mapArray, onCleanup } from 'solid-js'
import type { ScannerSetup } from '../../local/devices.ts'
import { giveScan } from '../scan-takers.ts'
import { openHidScanner } from './hid-scanner.ts'
import { openSerialScanner } from './serial-scanner.ts'

/** The scanners of the till that do not type. */
export interface Scanners {
  /** Whether a scanner is there; undefined before that is known, and for one that was not set up. */
  readonly isThere: (id: string) => boolean | undefined
}

/** Listens to all of them; what they read goes where any scan goes. Ends with the owner. */
export function createScanners(setups: Accessor<readonly ScannerSetup[]>): Scanners {
  const settings = createMemo(() => setups().map(setup => JSON.stringify(setup)))
  const listened = createMemo(
    mapArray(settings, json => {
      const setup = setups().find(each => JSON.stringify(each) === json)
      const [isThere, setThere] = createSignal<boolean>()
      const events = { onCode: giveScan, onPresence: setThere }
      if (setup) {
        const close =
          setup.kind === 'serial' ? openSerialScanner(setup, events) : openHidScanner(setup, events)
        onCleanup(() => void close())
      }
      return { id: setup?.id, isThere }
    }),
  )
  // Followed whether a screen looks or not.
  createEffect(() => listened())
  return {
    isThere: id =>
      listened()
        .find(each => each.id === id)
        ?.isThere(),
  }
}
