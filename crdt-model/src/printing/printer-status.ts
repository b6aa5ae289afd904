/** What a printer says of itself. `unknown` wherever it did not answer. */
export interface PrinterStatus {
  readonly online: boolean | 'unknown'
  readonly cover: 'closed' | 'open' | 'unknown'
  readonly paper: 'ok' | 'low' | 'end' | 'unknown'
  readonly error: 'none' | 'cutter' | 'recoverable' | 'unrecoverable' | 'unknown'
  /** The level of the drawer's switch. Whether high means open depends on the drawer: a setting of each till. */
  readonly drawerPin: 'low' | 'high' | 'unknown'
}

/** Why a printer cannot print now, or could not end what it began. */
export type PrinterProblem = 'cover-open' | 'paper-end' | 'cutter' | 'printer-error' | 'offline'

/** The answers to `DLE EOT 1` to `4`; undefined for what was not asked or not answered. */
export interface StatusBytes {
  readonly printer?: number | undefined
  readonly offlineCause?: number | undefined
  readonly error?: number | undefined
  readonly paper?: number | undefined
}

export const UNKNOWN_STATUS: PrinterStatus = {
  online: 'unknown',
  cover: 'unknown',
  paper: 'unknown',
  error: 'unknown',
  drawerPin: 'unknown',
}

/** The question `DLE EOT n`, answered by one byte even while the printer is offline. */
export function statusRequest(n: 1 | 2 | 3 | 4): Uint8Array {
  return Uint8Array.of(0x10, 0x04, n)
}

/** Reads Epson's real-time status bytes. */
export function readStatus(bytes: StatusBytes): PrinterStatus {
  const { printer, offlineCause, error, paper } = bytes
  return {
    online: printer === undefined ? 'unknown' : (printer & 0x08) === 0,
    cover: offlineCause === undefined ? 'unknown' : (offlineCause & 0x04) === 0 ? 'closed' : 'open',
    paper: paperOf(paper, offlineCause),
    error: errorOf(error, offlineCause),
    drawerPin: printer === undefined ? 'unknown' : (printer & 0x04) === 0 ? 'low' : 'high',
  }
}

/** What keeps the printer from printing, or null when nothing is known to. */
export function problemOf(status: PrinterStatus): PrinterProblem | null {
  if (status.cover === 'open') return 'cover-open'
  if (status.paper === 'end') return 'paper-end'
  if (status.error === 'cutter') return 'cutter'
  if (status.error === 'recoverable' || status.error === 'unrecoverable') return 'printer-error'
  return status.online === false ? 'offline' : null
}

function paperOf(paper: number | undefined, offlineCause: number | undefined): PrinterStatus['paper'] {
  if (paper !== undefined && (paper & 0x60) !== 0) return 'end'
  if (offlineCause !== undefined && (offlineCause & 0x20) !== 0) return 'end'
  if (paper === undefined) return 'unknown'
  return (paper & 0x0c) === 0 ? 'ok' : 'low'
}

function errorOf(error: number | undefined, offlineCause: number | undefined): PrinterStatus['error'] {
  if (error !== undefined) {
    if ((error & 0x20) !== 0) return 'unrecoverable'
    if ((error & 0x08) !== 0) return 'cutter'
    return (error & 0x44) === 0 ? 'none' : 'recoverable'
  }
  if (offlineCause === undefined) return 'unknown'
  return (offlineCause & 0x40) === 0 ? 'none' : 'recoverable'
}
