import type { PoleLanguage, ScalePortSettings, ScaleProtocol } from '@evertill/crdt-model/devices'
import type { PairedBridge } from './bridge.ts'

/** A serial port that a person chose for this till. */
export interface ChosenPort {
  /** Of the USB adapter, or null for a port of the machine itself. */
  readonly vendorId: number | null
  readonly productId: number | null
}

/** The scale of this till, and how it is reached. */
export type ScaleSetup =
  | {
      readonly kind: 'serial'
      readonly device: ChosenPort
      readonly port: ScalePortSettings
      readonly protocol: ScaleProtocol
    }
  /** What it speaks, the bridge knows. */
  | (PairedBridge & { readonly kind: 'bridge'; readonly scaleId: string; readonly name: string })

/** A scanner that does not type: on a serial port, or as a HID device of its own kind. */
export type ScannerSetup =
  | { readonly kind: 'serial'; readonly id: string; readonly device: ChosenPort; readonly baudRate: number }
  | {
      readonly kind: 'hid'
      readonly id: string
      readonly vendorId: number
      readonly productId: number
      readonly name: string
    }

/** How the scanner types that this till has, as it was learned from two scans. */
export interface WedgeProfile {
  /** `key` of the key that ends a scan, or null where none does. */
  readonly suffix: 'Enter' | 'Tab' | null
  /** `key` of a key that it sends first, where it sends one that the till does not use itself. */
  readonly prefix: string | null
  /** Milliseconds between two keys, in the median. */
  readonly pace: number
}

/** A pole display of two lines that the customer looks at. */
export interface PoleSetup {
  readonly device: ChosenPort
  readonly baudRate: number
  readonly language: PoleLanguage
}

/** The devices beside the printers that this till was given. Without any, nothing of theirs is loaded. */
export interface DeviceSetup {
  readonly scale: ScaleSetup | null
  readonly scanners: readonly ScannerSetup[]
  readonly wedge: WedgeProfile | null
  readonly pole: PoleSetup | null
}

export const NO_DEVICES: DeviceSetup = { scale: null, scanners: [], wedge: null, pole: null }
