import { type Accessor, createMemo } from 'solid-js'
import type { DisplayState } from '../../display/display-message.ts'
import type { DeviceSetup } from '../../local/devices.ts'
import { createPole, type Pole } from '../pole/create-pole.ts'
import { createScale, type Scale } from '../scale/create-scale.ts'
import { createScanners, type Scanners } from '../scanner/create-scanners.ts'

/** Everything of the devices that a till without any never loads. */
export interface RunningDevices {
  readonly scale: Accessor<Scale | null>
  readonly scanners: Scanners
  readonly pole: Accessor<Pole | null>
}

/**
 * Works the devices as their settings say, for as long as the owner lives.
 * @param shown what the customer sees, asked for by a pole display alone
 */
export function startDevices(setup: Accessor<DeviceSetup>, shown: Accessor<DisplayState>): RunningDevices {
  const scaleSetup = createMemo(() => setup().scale, null, { equals: isSame })
  const poleSetup = createMemo(() => setup().pole, null, { equals: isSame })
  return {
    scale: createMemo(() => {
      const wanted = scaleSetup()
      return wanted === null ? null : createScale(() => wanted)
    }),
    scanners: createScanners(() => setup().scanners),
    pole: createMemo(() => {
      const wanted = poleSetup()
      return wanted === null ? null : createPole(wanted, shown)
    }),
  }
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
