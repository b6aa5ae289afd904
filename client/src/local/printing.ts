import type { NotSentReason, PrinterLanguage, PrintJobState } from '@evertill/crdt-model/printing'
import type { Receipt } from './receipt.ts'
import type { ShiftReport } from './shift-view.ts'

/** How this till reaches its printer. */
export type PrinterConnection =
  | {
      readonly kind: 'bridge'
      /** Where the bridge listens on this machine. */
      readonly port: number
      readonly token: string
      readonly printerId: string
      readonly name: string
    }
  | {
      readonly kind: 'usb'
      readonly vendorId: number
      readonly productId: number
      /** Tells two printers of one make apart; null where the printer has none. */
      readonly serialNumber: string | null
      readonly name: string
    }
  | {
      readonly kind: 'serial'
      /** Of the USB adapter, or null for a port of the machine itself. */
      readonly vendorId: number | null
      readonly productId: number | null
      readonly baudRate: number
    }

/** The printer of this till, as set up on this device. Without one, receipts are shown on screen. */
export interface PrinterSetup {
  readonly connection: PrinterConnection
  /** Characters in a line: 32 on paper of 58 mm, 42 or 48 on 80 mm. */
  readonly columns: number
  readonly language: PrinterLanguage
  /** Each sale prints its receipt by itself. */
  readonly autoPrint: boolean
  /** A cash drawer hangs on the printer, and opens when cash is taken. */
  readonly drawer: boolean
}

/** How the printer is, as the tab that prints knows it last. */
export interface PrinterState {
  readonly problem: NotSentReason | null
  readonly paperLow: boolean
}

export type PrintContent =
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly copy: boolean }
  | { readonly kind: 'shift-report'; readonly report: ShiftReport }
  | { readonly kind: 'test' }
  | { readonly kind: 'drawer' }

/** What may be asked for: the drawer opens for entries of the journal alone, and is printed by no request. */
export type AddedPrint = Exclude<PrintContent, { readonly kind: 'drawer' }>

/** One thing to print, from the moment it is asked for until nobody needs to know of it any more. */
export interface PrintJobRow {
  /** Unique for ever, and the same at every try: who sees it twice prints it once. */
  id: string
  content: PrintContent
  createdAt: number
  /** Milliseconds since 1970: not begun after this. */
  expiresAt: number
  /** The job that this one repeats on paper. */
  copyOf: string | null
  state: PrintJobState
  /** Encoded once, before the first try: every try sends the same. */
  bytes: Uint8Array | null
  /** The printer it was first offered to, by `printerKey`. */
  printer: string | null
  /** 1 while something is to be done about it, by the till or by a person. A number, so that it can be indexed. */
  open: 0 | 1
}

/** Names a printer, so that a job is never tried on another one than it was begun on. */
export function printerKey({ connection }: PrinterSetup): string {
  switch (connection.kind) {
    case 'bridge':
      return `bridge ${connection.port} ${connection.printerId}`
    case 'usb':
      return `usb ${connection.vendorId} ${connection.productId} ${connection.serialNumber ?? ''}`
    case 'serial':
      return `serial ${connection.vendorId ?? ''} ${connection.productId ?? ''}`
  }
}
