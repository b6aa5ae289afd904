import type { LanAddress } from '@evertill/crdt-model/printing'

/** A print bridge on another machine of the shop, as this device came to know it when it was paired. */
export interface LanBridge {
  readonly address: LanAddress
  /** The key that it proved then (SPKI in base64), and has to prove before it is told or given anything. */
  readonly key: string
}

/** With which bridge a device is paired. */
export interface PairedBridge {
  /** Where it listens, on this machine when nothing else is said. */
  readonly port: number
  readonly token: string
  /** Absent for a bridge on this machine. */
  readonly lan?: LanBridge
}

/** The bridge alone, of whatever is reached by it. */
export function bridgeOf({ port, token, lan }: PairedBridge): PairedBridge {
  return lan === undefined ? { port, token } : { port, token, lan }
}

/** Whether both are the bridge of one place, or one bridge that has moved. */
export function isSamePlace(a: PairedBridge, b: PairedBridge): boolean {
  if (a.lan === undefined || b.lan === undefined) return a.lan === b.lan && a.port === b.port
  return a.lan.address === b.lan.address || a.lan.key === b.lan.key
}

/** Whether nothing has changed in how a bridge is reached. */
export function isSameBridge(a: PairedBridge, b: PairedBridge): boolean {
  return (
    a.port === b.port && a.token === b.token && a.lan?.address === b.lan?.address && a.lan?.key === b.lan?.key
  )
}
