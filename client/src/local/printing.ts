import type { DepartmentId } from '@evertill/crdt-model'
import type {
  DrawerPin,
  NotSentReason,
  PrinterLanguage,
  PrinterStatus,
  PrintJobState,
} from '@evertill/crdt-model/printing'
import type { PairedBridge } from './bridge.ts'
import type { KitchenTicket } from './kitchen-ticket.ts'
import type { Receipt } from './receipt.ts'
import type { ShiftReport } from './shift-view.ts'

/** How this till reaches its printer. */
export type PrinterConnection =
  | (PairedBridge & { readonly kind: 'bridge'; readonly printerId: string; readonly name: string })
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

/** How a device reaches its printer of labels. */
export type LabelPrinter = Exclude<PrinterConnection, { readonly kind: 'serial' }>

/** Names a printer among those of one device, for as long as it is set up there. */
export type PrinterId = string

/** A cash drawer that hangs on a printer. */
export interface DrawerSetup {
  readonly pin: DrawerPin
  /** The level of the drawer's switch while it is open, or null where printer or drawer does not tell. */
  readonly openLevel: 'low' | 'high' | null
}

/** A printer of this till, as set up on this device. */
export interface PrinterSetup {
  readonly id: PrinterId
  /** What people here call it: never empty. */
  readonly name: string
  readonly connection: PrinterConnection
  /** Characters in a line: 32 on paper of 58 mm, 42 or 48 on 80 mm. */
  readonly columns: number
  readonly language: PrinterLanguage
  /** It never answers, so that its jobs end as sent; of a printer behind the bridge the bridge knows. */
  readonly isSilent: boolean
  readonly drawer: DrawerSetup | null
}

/** A printer in the kitchen, or at the bar: what is made there. */
export interface KitchenRoute {
  readonly printer: PrinterId
  /** Whose goods are printed there; null for all. */
  readonly departments: readonly DepartmentId[] | null
}

/** Which printer does what at this till. */
export interface PrintRoutes {
  /** Receipts, copies and reports; null where they are shown on screen alone. */
  readonly receipts: PrinterId | null
  /** Each sale prints its receipt by itself. */
  readonly autoPrint: boolean
  /** The printer whose drawer opens when cash moves. */
  readonly drawer: PrinterId | null
  readonly kitchen: readonly KitchenRoute[]
}

/** The printers of this till. Without one, receipts are shown on screen. */
export interface HardwareSetup {
  readonly printers: readonly PrinterSetup[]
  readonly routes: PrintRoutes
}

export const NO_HARDWARE: HardwareSetup = {
  printers: [],
  routes: { receipts: null, autoPrint: true, drawer: null, kitchen: [] },
}

/** How one printer is, as far as it could be asked. */
export interface PrinterLook {
  readonly problem: NotSentReason | null
  readonly status: PrinterStatus
}

/** How the printers are, as the tab that prints knows it last. */
export interface PrinterState {
  readonly problem: NotSentReason | null
  readonly paperLow: boolean
}

export type PrintContent =
  | { readonly kind: 'receipt'; readonly receipt: Receipt; readonly copy: boolean }
  | { readonly kind: 'shift-report'; readonly report: ShiftReport }
  /** `again`: a ticket like it may be in the kitchen already, and it says so. */
  | { readonly kind: 'kitchen'; readonly ticket: KitchenTicket; readonly again: boolean }
  | { readonly kind: 'test' }
  | { readonly kind: 'drawer'; readonly pin: DrawerPin }

/** What may be asked for: drawers open and kitchens cook for entries of the journal alone. */
export type AddedPrint = Exclude<PrintContent, { readonly kind: 'drawer' | 'kitchen' }>

/** One thing to print, from the moment it is asked for until nobody needs to know of it any more. */
export interface PrintJobRow {
  /** Unique for ever, and the same at every try: who sees it twice prints it once. */
  id: string
  content: PrintContent
  /** Who is to print it. */
  target: PrinterId
  createdAt: number
  /** Milliseconds since 1970: not begun after this. */
  expiresAt: number
  /** The job that this one repeats on paper. */
  copyOf: string | null
  state: PrintJobState
  /** Encoded once, before the first try: every try sends the same. */
  bytes: Uint8Array | null
  /** The device it was first offered to, by `printerKey`. */
  printer: string | null
  /** 1 while something is to be done about it, by the till or by a person. A number, so that it can be indexed. */
  open: 0 | 1
}

/** Names a printing device, so that a job is never tried on another one than it was begun on. */
export function printerKey({ connection }: Pick<PrinterSetup, 'connection'>): string {
  switch (connection.kind) {
    case 'bridge':
      // One on the network by its key: it is the same printer when the bridge has moved to another address.
      return `bridge ${connection.lan?.key ?? connection.port} ${connection.printerId}`
    case 'usb':
      return `usb ${connection.vendorId} ${connection.productId} ${connection.serialNumber ?? ''}`
    case 'serial':
      return `serial ${connection.vendorId ?? ''} ${connection.productId ?? ''}`
  }
}
