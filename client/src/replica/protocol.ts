import type {
  AccountId,
  BadgeCode,
  CashCount,
  CashMoveEvent,
  CountDifference,
  CurrencyCode,
  Fields,
  ParkingId,
  PayBack,
  PayBackRefusal,
  PayingSale,
  PersonId,
  PictureHash,
  PictureProblem,
  PinVerifier,
  ProductId,
  RecordLog,
  ReturnRefusal,
  SaleRefusal,
  ShiftRefusal,
  SpokenLanguage,
  StoreId,
  TillAct,
  TillId,
  TillRight,
  VoidRefusal,
} from '@evertill/crdt-model'
import type { PrintJobState } from '@evertill/crdt-model/printing'
import type { AccountView } from '../local/account-shares.ts'
import type { DraftRow } from '../local/database.ts'
import type { DeviceSetup } from '../local/devices.ts'
import type { AddedPrint, DrawerSetup, HardwareSetup, PrinterId, PrinterState } from '../local/printing.ts'
import type { Receipt } from '../local/receipt.ts'
import type { ExchangePlan, ReturnPlan, SoldReceipt } from '../local/return-plan.ts'
import type { ShiftView } from '../local/shift-view.ts'
import type { Workplace } from '../local/workplace.ts'

/** What the screens may ask of the replica worker. Plain objects; answers come back by request id. */
export type Command =
  /** First message of a tab. `takeOver`: the person chose to use the till in this tab. */
  | {
      readonly type: 'start'
      readonly workplace: Workplace
      /** Origin of the relay, `https://host:port`; the worker makes the sync address of it. */
      readonly relayUrl: string
      readonly takeOver: boolean
      /** What localStorage remembers of the till's journal; filled in by the handle, workers cannot read it. */
      readonly witness?: Witness | null
    }
  /** Finish what is under way, let go of the lock and close every store. */
  | { readonly type: 'stop' }
  | { readonly type: 'signIn'; readonly person: PersonId; readonly pin: string }
  /** Whose badge was scanned; nobody is signed in by this. */
  | { readonly type: 'readBadge'; readonly code: BadgeCode }
  /** Where the organisation lets a badge do so by itself. */
  | { readonly type: 'signInByBadge'; readonly code: BadgeCode }
  | { readonly type: 'signOut' }
  /** `exchange`: the goods that come back and pay for it, all or in part. */
  | { readonly type: 'completeSale'; readonly sale: PayingSale; readonly exchange?: ExchangePlan | null }
  /** What was sold under a receipt of this store, and what came back of it. */
  | { readonly type: 'findSold'; readonly receipt: string }
  /** Takes goods back. `key` names this return: asked for twice, it is done once. */
  | {
      readonly type: 'refund'
      readonly key: string
      readonly plan: ReturnPlan
      readonly paid: PayBack
      /** The number of the credit note that it is paid in, for the receipt. */
      readonly creditNote?: string
    }
  /**
   * Asks the relay for as much of a gift card or store credit as is missing here of `wanted`, in minor units; 0 only asks
   * how it stands.
   */
  | { readonly type: 'askShare'; readonly account: AccountId; readonly wanted: number }
  /** Has the receipt of an entry sent by e-mail: noted on the till, and sent as soon as the relay is in reach. */
  | {
      readonly type: 'sendLetter'
      readonly epoch: number
      readonly number: number
      readonly address: string
      readonly language: SpokenLanguage
    }
  /** Undoes the last sale. */
  | {
      readonly type: 'voidSale'
      readonly key: string
      readonly number: number
      readonly reason: string
    }
  /** Somebody with the right allows what the operator may not do: for the sale of this id, or once where it is null. */
  | {
      readonly type: 'approve'
      readonly person: PersonId
      readonly pin: string
      readonly right: TillRight
      readonly sale: string | null
    }
  | {
      readonly type: 'approveByBadge'
      readonly code: BadgeCode
      readonly right: TillRight
      readonly sale: string | null
    }
  /** Journals something that was done at the till and moves neither money nor goods. */
  | {
      readonly type: 'recordAct'
      readonly act: TillAct
      readonly sale: string | null
      /** The drawer that is opened by it, where that is not the one that opens for cash. */
      readonly drawer?: DrawerChoice
    }
  /** Begins the till's next shift. What is done twice with one key is done once; so with those that follow. */
  | { readonly type: 'openShift'; readonly key: string; readonly float: readonly CashCount[] }
  | {
      readonly type: 'moveCash'
      readonly key: string
      readonly kind: CashMoveEvent['kind']
      readonly currency: CurrencyCode
      readonly amount: number
      readonly reason: string
    }
  /** `reason`: why the count is off, once it was said that it is. */
  | {
      readonly type: 'closeShift'
      readonly key: string
      readonly counted: readonly CashCount[]
      readonly reason: string
    }
  /** The open shift, or the last one that was closed. `figures`: with what should be in the drawer, for those who may see it. */
  | { readonly type: 'readShift'; readonly which: 'open' | 'last'; readonly figures: boolean }
  /** Begins to practise, or ends it. */
  | { readonly type: 'setTraining'; readonly on: boolean }
  | { readonly type: 'saveDraft'; readonly draft: DraftRow }
  | { readonly type: 'removeDraft'; readonly id: string }
  /** Puts a sale aside, for all tills of the store where it can be. */
  | { readonly type: 'parkSale'; readonly draft: DraftRow }
  /** Takes a sale that was parked for all tills of the store: here or at another of them. */
  | { readonly type: 'takeParked'; readonly parking: ParkingId }
  | {
      readonly type: 'search'
      readonly text: string
      readonly limit: number
      readonly includeArchived: boolean
    }
  /** Writes fields of a record; a new record when the id is new. Replaces every value this device can see. */
  | {
      readonly type: 'writeRecord'
      readonly document: string
      readonly log: RecordLog
      readonly record: string
      readonly fields: Fields
    }
  /** Many records in one go (bulk edit, CSV import). */
  | {
      readonly type: 'writeRecords'
      readonly document: string
      readonly log: RecordLog
      readonly writes: readonly { readonly record: string; readonly fields: Fields }[]
    }
  /** Keeps a picture of a product and sends it to the relay: for the product's record to name. Only in an office. */
  | { readonly type: 'addPicture'; readonly bytes: Uint8Array }
  /** The printers of this till, and what goes where. */
  | { readonly type: 'setHardware'; readonly hardware: HardwareSetup }
  /** What else is connected to this till: scale, scanners, pole display. */
  | { readonly type: 'setDevices'; readonly devices: DeviceSetup }
  /**
   * Something to print that no sale prints by itself: a copy of a receipt, a report, a test page.
   * `printer`: where that is not the printer of receipts.
   */
  | { readonly type: 'addPrint'; readonly content: AddedPrint; readonly printer?: PrinterId }
  /** How a print job fares: written down before the step that it names. */
  | {
      readonly type: 'notePrint'
      readonly id: string
      readonly state: PrintJobState
      readonly bytes?: Uint8Array
      readonly printer?: string
    }
  /** How the printer is: for the report to the relay. */
  | { readonly type: 'notePrinter'; readonly state: PrinterState }
  /** A person looked: it printed, or it did not and is to be printed again or left. */
  | {
      readonly type: 'settlePrint'
      readonly id: string
      readonly outcome: 'printed' | 'not_printed'
      readonly again: boolean
      readonly operator: string
    }
  /** Salts and hashes a PIN for a person record: { salt, iterations, hash }. */
  | { readonly type: 'makePinVerifier'; readonly pin: string }
  /** What a new badge is known by at the tills of a store. */
  | { readonly type: 'makeBadgeVerifier'; readonly code: BadgeCode; readonly store: StoreId }

/** A drawer by the pin that it hangs on. */
export interface DrawerChoice extends Pick<DrawerSetup, 'pin'> {
  readonly printer: PrinterId
}

export interface CommandResults {
  start: StartResult
  stop: null
  signIn: SignInResult
  readBadge: ReadBadgeResult
  signInByBadge: SignInResult
  signOut: null
  completeSale: CompleteSaleResult
  findSold: FindSoldResult
  refund: RecordResult<RefundRefusal>
  askShare: AskShareResult
  sendLetter: null
  voidSale: RecordResult<VoidSaleRefusal>
  approve: ApproveResult
  approveByBadge: ApproveResult
  recordAct: RecordResult<never>
  openShift: ShiftResult
  moveCash: ShiftResult
  closeShift: ShiftResult
  readShift: ReadShiftResult
  setTraining: RecordResult<never>
  saveDraft: null
  removeDraft: null
  parkSale: null
  takeParked: TakeParkedResult
  search: SearchResult
  writeRecord: null
  writeRecords: null
  addPicture: AddPictureResult
  setHardware: null
  setDevices: null
  addPrint: null
  notePrint: null
  notePrinter: null
  settlePrint: null
  makePinVerifier: PinVerifier
  makeBadgeVerifier: PinVerifier
}

/** The end of a till's journal as remembered outside the database, to notice a database that lost something. */
export interface Witness {
  readonly epoch: number
  readonly number: number
  /** Hex of the entry's hash. */
  readonly hash: string
}

export type StartResult =
  | { readonly kind: 'started' }
  /** Another tab holds this till. */
  | { readonly kind: 'open-elsewhere' }
  /** The till's stores do not hold what its witness says they must: never start an empty till. */
  | { readonly kind: 'incident'; readonly incident: Incident }

export type Incident = {
  readonly kind: 'journal-lost'
  /** Last number the witnesses know of. */
  readonly expectedNumber: number
  /** Last number the database has. */
  readonly foundNumber: number
}

export type SignInResult =
  | { readonly kind: 'signed-in'; readonly name: string }
  | { readonly kind: 'wrong-pin' /** How long the next try must wait. */; readonly waitMs: number }
  | { readonly kind: 'must-wait'; readonly waitMs: number }
  | { readonly kind: 'unknown-person' }

/** Whose badge it is, or as for a wrong PIN. */
export type ReadBadgeResult =
  | { readonly kind: 'whose'; readonly person: PersonId; readonly needsPin: boolean }
  | Exclude<SignInResult, { readonly kind: 'signed-in' }>

export type CompleteSaleResult =
  /** The sale is on this device for good. The same sale asked for twice gives the same receipt. */
  | { readonly kind: 'completed'; readonly receipt: Receipt }
  | { readonly kind: 'refused'; readonly refusal: SaleRefusal }
  | { readonly kind: 'not-signed-in' }
  /** Another tab took this till over; nothing was written here. */
  | { readonly kind: 'taken-over' }
  /** The device could not store it; nothing was sold. */
  | { readonly kind: 'storage-failed'; readonly message: string }

/** How journaling something other than a sale went. */
export type RecordResult<Refusal> =
  /** It is on this device for good. The same thing asked for twice gives the same entry. */
  | {
      readonly kind: 'recorded'
      readonly entry: { readonly epoch: number; readonly number: number; readonly at: number }
      readonly receipt: Receipt | null
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  /** Nobody is signed in, or who is may not do this and nobody allowed it. */
  | { readonly kind: 'not-allowed'; readonly right: TillRight | null }
  | { readonly kind: 'taken-over' }
  /** The device could not store it; nothing was done. */
  | { readonly kind: 'storage-failed'; readonly message: string }

export type FindSoldResult =
  | { readonly kind: 'found'; readonly sold: SoldReceipt }
  /** Neither this till nor the relay has such a receipt of this store. */
  | { readonly kind: 'not-found' }
  /** It is a receipt of this till, and nothing was sold by it. */
  | { readonly kind: 'not-a-sale' }
  /** This till does not have it, and the relay cannot be asked. */
  | { readonly kind: 'offline' }

export interface AskShareResult {
  /** `behind`: the relay has not read all that this till did; it will in a moment. */
  readonly reach: 'told' | 'offline' | 'behind'
  readonly view: AccountView
}

type NotAllowed = { readonly code: 'not-allowed'; readonly right: TillRight }

/** Why goods are not taken back. */
export type RefundRefusal =
  | ReturnRefusal
  | PayBackRefusal
  | NotAllowed
  | { readonly code: 'reason-missing' | 'no-shift-open' }

/** Why a sale is not undone. */
export type VoidSaleRefusal =
  | VoidRefusal
  | NotAllowed
  /** It sold money on a card, which was spent, or is held elsewhere, since. */
  | { readonly code: 'balance-too-low'; readonly left: number }
  | { readonly code: 'no-shift-open' }

/** Why a step of a shift is not possible; figures that the operator may not see are null. */
export type TillShiftRefusal =
  | Exclude<ShiftRefusal, { readonly code: 'not-in-drawer' | 'unexplained' }>
  | { readonly code: 'not-in-drawer'; readonly left: number | null }
  | { readonly code: 'unexplained'; readonly differences: readonly CountDifference[] | null }
  /** The till is in training mode, which has no shifts. */
  | { readonly code: 'training' }

export type ShiftResult = RecordResult<TillShiftRefusal>

export type ReadShiftResult = { readonly kind: 'shift'; readonly view: ShiftView } | { readonly kind: 'none' }

export type TakeParkedResult =
  /** It waits on this till alone now, and goes on from here. */
  | { readonly kind: 'taken'; readonly draft: DraftRow }
  /** Another till was first. */
  | { readonly kind: 'elsewhere'; readonly till: TillId; readonly at: number }
  | { readonly kind: 'sold'; readonly receipt: string }
  /** The same sale is on this till already: recalled before, by another parking of it. */
  | { readonly kind: 'already-here' }
  /** Nobody knows of it any more. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'not-signed-in' }

export type ApproveResult =
  | { readonly kind: 'approved'; readonly person: PersonId; readonly name: string }
  /** The person may not do it either. */
  | { readonly kind: 'not-theirs' }
  | { readonly kind: 'wrong-pin'; readonly waitMs: number }
  | { readonly kind: 'must-wait'; readonly waitMs: number }
  | { readonly kind: 'unknown-person' }
  | { readonly kind: 'not-signed-in' }
  | { readonly kind: 'storage-failed'; readonly message: string }

export type AddPictureResult =
  | { readonly kind: 'added'; readonly hash: PictureHash }
  | { readonly kind: 'refused'; readonly problem: PictureProblem }

export interface SearchResult {
  readonly ids: ProductId[]
  /** How many match in all. */
  readonly total: number
  /** False while the index is still being built: results are what is known so far. */
  readonly complete: boolean
  /** Nothing is written as it was typed: these are alike. */
  readonly similar?: true
}

export type CommandOf<Type extends Command['type']> = Extract<Command, { type: Type }>

export interface Request {
  readonly id: number
  readonly command: Command
}

/** Somebody touched a key or the screen: what nobody waits for stands back for a moment. */
export const AT_WORK = 'at-work'

/** What the page says to the worker. */
export type PageMessage = Request | typeof AT_WORK

export type Reply =
  | { readonly id: number; readonly ok: true; readonly value: CommandResults[Command['type']] }
  | { readonly id: number; readonly ok: false; readonly message: string }

/** What the worker tells by itself: the whole status each time, never a difference. */
export interface ReplicaStatus {
  readonly phase: 'starting' | 'downloading' | 'ready'
  /** Whether the relay is reachable at this moment. */
  readonly online: boolean
  /** Set when the relay refused this device for good (revoked, signed out). */
  readonly refused: 'unauthenticated' | 'revoked' | 'forbidden' | null
  /**
   * The relay's database does not know this till, and an owner who recovers the shop is to let it in: the fingerprint
   * of its key, by which the owner knows it. Else null.
   */
  readonly recoveryFingerprint: string | null
  readonly documents: readonly DocumentStatus[]
  /** First download and projection: products projected and to project. */
  readonly progress: { readonly done: number; readonly total: number }
  readonly unsyncedSales: number
  readonly unsyncedEntries: number
  /** Catalog and settings edits made here that the relay has not committed. */
  readonly unsyncedEdits: number
  /** What the unsynced entries take in the journal documents, bytes. */
  readonly unsyncedBytes: number
  readonly oldestUnsyncedAt: number | null
  /** From an entry to the relay's word that it is safe, milliseconds; null before the first. */
  readonly lag: SyncLag | null
  /** Where the till's journal stands. */
  readonly journal: { readonly epoch: number; readonly number: number }
  readonly openConflicts: number
  readonly operator: { readonly person: PersonId; readonly name: string } | null
  /** What is done at the till does not count. */
  readonly training: boolean
  /** This tab lost the till to another one. */
  readonly takenOver: boolean
}

/** Over the last entries that became safe. Milliseconds. */
export interface SyncLag {
  readonly p50: number
  readonly p95: number
  readonly entries: number
}

export interface DocumentStatus {
  readonly name: string
  readonly connected: boolean
  /** Everything of ours is committed at the relay and everything of the relay's is here. */
  readonly synced: boolean
  /** The relay refused what this device holds of it: its code, or `other` when it said none. */
  readonly refused: string | null
}

export type WorkerMessage =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'status'; readonly status: ReplicaStatus }
  /** The till's journal grew: the handle keeps it in localStorage before the reply that follows resolves. */
  | { readonly type: 'witness'; readonly device: string; readonly witness: Witness }
