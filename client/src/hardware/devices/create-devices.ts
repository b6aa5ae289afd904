import {
  type Accessor,
  createEffect,
  createMemo,
  createSignal,
  getOwner,
  onCleanup,
  runWithOwner,
} from 'solid-js'
import type { DisplayState } from '../../display/display-message.ts'
import { loadTexts } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { type DeviceSetup, NO_DEVICES } from '../../local/devices.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { loadPart } from '../../local/load-part.ts'
import type { RunningDevices } from './start-devices.ts'

/** The devices of the till beside its printers. */
export interface Devices {
  readonly setup: Accessor<DeviceSetup>
  /** Null where none was set up, and until their part is loaded. */
  readonly running: Accessor<RunningDevices | null>
}

/**
 * Follows which devices this till has, and works them for as long as the owner lives.
 * @param shown what the customer sees
 */
export function createDevices(database: LocalDatabase, shown: Accessor<DisplayState>): Devices {
  const owner = getOwner()
  const row = createLiveQuery(() => database.meta.get('devices'))
  const setup = createMemo<DeviceSetup>(
    () => {
      const found = row()
      return found?.key === 'devices' ? { ...NO_DEVICES, ...found.value } : NO_DEVICES
    },
    NO_DEVICES,
    // The same settings read again are no new devices.
    { equals: (a, b) => JSON.stringify(a) === JSON.stringify(b) },
  )
  const [running, setRunning] = createSignal<RunningDevices | null>(null)
  const hasAny = createMemo(() => JSON.stringify(setup()) !== JSON.stringify(NO_DEVICES))
  let isLoading = false
  let isOver = false
  onCleanup(() => {
    isOver = true
  })
  createEffect(() => {
    if (!hasAny() || isLoading) return
    // Loaded by tills that have a device, and by no other; once: from then on it follows the settings.
    isLoading = true
    const load = async () => {
      const [{ startDevices }] = await Promise.all([
        loadPart(() => import('./start-devices.ts')),
        loadTexts('devices', 'display'),
      ])
      if (!isOver) setRunning(runWithOwner(owner, () => startDevices(setup, shown)) ?? null)
    }
    load().catch(() => {
      // The next change of the settings, or the next start, tries again; until then things are typed.
      isLoading = false
    })
  })
  return { setup, running }
}
