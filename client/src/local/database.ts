import type {
  AccountId,
  BusinessDay,
  CashRoundingRule,
  CatalogId,
  ChosenTender,
  CouponUsesReply,
  CustomerExemption,
  CustomerGroupId,
  CustomerId,
  DepartmentId,
  FieldVersion,
  InStoreRule,
  JournalEvent,
  JournalHead,
  LetterState,
  OpenSale,
  Organisation,
  OrganisationId,
  ParkedEntry,
  Parking,
  ParkingId,
  PersonId,
  PictureHash,
  PictureType,
  PriceList,
  PriceListId,
  PriceListRecord,
  ProductId,
  PromotionId,
  PromotionRecord,
  QuickPageId,
  ReceiptToken,
  RecordLog,
  SpokenLanguage,
  StatusReply,
  StoreId,
  StoreRate,
  StoreReceipt,
  TaxClassId,
  TaxRate,
  TaxRounding,
  TillId,
  TillRight,
  TillRole,
  Unit,
} from '@evertill/crdt-model'
import Dexie, { type EntityTable, type Table } from 'dexie'
import type { DeviceSetup } from './devices.ts'
import type { HardwareSetup, PrintJobRow } from './printing.ts'
import type { Receipt } from './receipt.ts'
import type { ExchangePlan } from './return-plan.ts'
import { upgradeHardware } from './upgrade-hardware.ts'

/**
 * What a device keeps beside the Yjs documents: the projection that screens read by live queries, and the till's
 * own journal, which is the truth of what was sold until the relay has it. Only the replica worker writes here.
 */

export interface ProductRow {
  id: ProductId
  /** The catalog it is in: names the document to write to. A till has one catalog, an office all of them. */
  catalog: CatalogId
  name: string
  sku: string
  /** As the manager wrote them. */
  barcodes: string[]
  /** Canonical lookup keys of `barcodes` and `sku` (GTIN-14 or upper-case text); multi-entry index. */
  scanKeys: string[]
  /** Minor units, or null for an item whose price is asked at the till. */
  price: number | null
  department: DepartmentId | null
  taxClass: TaxClassId | null
  brand: string
  minimumAge: number
  archived: boolean
  /** Shown among the quick keys of its department. */
  quickKey: boolean
  /** From `tileOrder` (tile-order.ts): indexed, so that a department's tiles are read in order, quick keys first. */
  tileOrder: string
  /** This and the following are absent in rows that were written before there were units. */
  unit?: Unit
  /** Thousandths of the unit. */
  tare?: number
  serialRequired?: boolean
  notDiscountable?: boolean
  /** The product that is sold with each piece as its deposit; indexed. */
  deposit?: ProductId | null
  family?: string
  variant?: string
  /** From `familyKey` (product-family.ts): indexed; null for a product of no family. */
  familyKey?: string | null
  /** Indexed; absent or null for a product without one. */
  picture?: PictureHash | null
  /** Names of the fields with concurrent values. */
  conflicts: string[]
}

export interface DepartmentRow {
  id: DepartmentId
  catalog: CatalogId
  name: string
  /** 0–359: the hue of its tiles. */
  hue: number
  order: number
  archived: boolean
}

/** A picture that was added in this office. */
export interface PictureRow {
  hash: PictureHash
  type: PictureType
  bytes: Uint8Array
  /** Whether the relay has it: `refused` is for good. */
  state: 'waiting' | 'stored' | 'refused'
  /** Milliseconds since 1970. */
  addedAt: number
}

/** The firm: settings hold one. */
export interface OrganisationRow extends Organisation {
  id: OrganisationId
}

export interface PromotionRow extends PromotionRecord {
  id: PromotionId
  catalog: CatalogId
}

export interface PriceListRow extends PriceListRecord, Pick<PriceList, 'prices'> {
  id: PriceListId
  catalog: CatalogId
}

export interface TaxClassRow {
  id: TaxClassId
  name: string
  rates: TaxRate[]
}

/** What its receipts are like is absent in rows that were written before there was a choice. */
export interface StoreRow extends Partial<Omit<StoreReceipt, 'receiptFooter'>> {
  id: StoreId
  name: string
  catalog: CatalogId
  currency: string
  timeZone: string
  taxRounding: TaxRounding
  /** Absent in rows that were written before there was cash rounding. */
  cashStep?: number
  cashRule?: CashRoundingRule
  /** Lines printed under the name on receipts. */
  address: string[]
  receiptFooter: string
  /** How labels of the shop's own are read; null and absent stand for what is usual. */
  labelRules?: readonly InStoreRule[] | null
  /** How the store is paid; absent in rows that were written before there was a choice. */
  tenderKinds?: readonly ChosenTender[]
  exchangeRates?: readonly StoreRate[]
  tipMillionths?: readonly number[]
  cardTerminal?: string
  /** This and the following are absent in rows that were written before there were shifts. */
  shiftRequired?: boolean
  /** Minor units. */
  usualFloat?: number
  blindCount?: boolean
  idleMinutes?: number
  /** Minor units; absent in rows that were written before there were gift cards. */
  offlineCredit?: number
}

/** A page of tiles as a manager laid it out. */
export interface QuickPageRow {
  id: QuickPageId
  catalog: CatalogId
  name: string
  order: number
  tiles: ProductId[]
  archived: boolean
}

export interface CatalogRow {
  id: CatalogId
  name: string
  currency: string
}

export interface TillRow {
  id: TillId
  name: string
  store: StoreId
}

/** How a PIN or a badge is checked. Base64. */
export interface VerifierRow {
  salt: string
  iterations: number
  hash: string
}

export interface PersonRow {
  id: PersonId
  name: string
  store: StoreId
  archived: boolean
  pin: VerifierRow | null
  /** Absent in rows that were written before there were badges. */
  badge?: VerifierRow | null
  /** Absent in rows that were written before there were roles. */
  role?: TillRole
  extraRights?: TillRight[]
  withheldRights?: TillRight[]
}

export interface CustomerRow {
  id: CustomerId
  name: string
  number: string
  phone: string
  email: string
  note: string
  group: CustomerGroupId | null
  exemption: CustomerExemption | null
  /** Minor units, or null for somebody who buys nothing on account. */
  creditLimit: number | null
  emailReceipts: boolean
  /** What their receipts are written in; absent in rows that were written before they were asked. */
  language?: SpokenLanguage | null
  archived: boolean
  /** What they are found by, from `customerWords`; multi-entry index. */
  words: string[]
  /** The name as lists are in order of. */
  sortName: string
  conflicts: string[]
}

export interface CustomerGroupRow {
  id: CustomerGroupId
  name: string
  archived: boolean
}

export interface StockRow {
  product: ProductId
  /** Thousandths, all writers of this store. */
  onHand: number
}

/** One field that holds more than one value: what a manager settles. */
export interface ConflictRow {
  /** `document|log|record|field`. */
  key: string
  document: string
  log: RecordLog
  record: string
  /** What people call the record. */
  title: string
  field: string
  versions: FieldVersion[]
}

export interface JournalRow {
  epoch: number
  number: number
  day: string
  at: number
  kind: JournalEvent['kind']
  /** The whole sealed entry: what goes into the journal document. */
  bytes: Uint8Array
  hash: Uint8Array
  /** A sale's id, or the key of another act that must not be done twice; empty for what may be. */
  sale: string
  /** For the receipt on screen and later for reprints: names as they were at the time. */
  receipt: Receipt | null
  /** Stock moves of a sale, kept so that the stock log can be rebuilt from the journal alone. */
  moves: { product: ProductId; quantity: number }[]
  /** The coupons that it used up, or gave back; absent where there are none. Multi-entry index. */
  coupons?: readonly string[]
  /** Who bought, where somebody was attached: indexed with the time. */
  customer?: CustomerId
  /** Gift cards and store credit that it moves money on; indexed. Absent where there are none. */
  accounts?: AccountId[]
  /** 1 once the relay said it is committed, else 0 (a number, so that it can be indexed). */
  acknowledged: 0 | 1
}

/** What the relay told of an account when it was asked last: this till's share and the rest. Minor units. SPEC K3. */
export interface ShareRow {
  account: AccountId
  /** To this till in all. */
  given: number
  /** What could be spent here after the entry `upTo` of this till's journal. */
  share: number
  upTo: number
  balance: number
  /** Of a house account: what the balance was under. */
  limit?: number | null
  isBlocked: boolean
  /** What other tills keep of it. */
  held: { tillName: string; amount: number }[]
  at: number
}

/** A receipt that is to be sent by e-mail. SPEC RL4. */
export interface LetterRow {
  /** The receipt's number and the address: for both together there is one letter. */
  id: string
  receipt: string
  token: ReceiptToken
  address: string
  language: SpokenLanguage
  /** How often a person asked for it. */
  asking: number
  /** `queued`: the relay does not know of it. `refused`: there were too many. */
  state: LetterState | 'queued' | 'refused'
  /** 1 while it may still change by itself. A number, so that it can be indexed. */
  open: 0 | 1
  /** Milliseconds since 1970. */
  askedAt: number
}

/** A sale that is not finished: the current one, and parked ones. Survives a reload. */
export interface DraftRow {
  id: string
  sale: OpenSale
  parked: boolean
  /** The label of a parked sale. */
  label: string
  updatedAt: number
  /** Goods that come back and pay for it. */
  exchange?: ExchangePlan
  /** Made in training mode: shown there and nowhere else. */
  training?: true
  /** Parked for all tills of the store, under this id. */
  parking?: ParkingId
}

/** A sale that a till of the store has parked, and what became of it: from the documents of parked sales. */
export interface ParkingRow extends Parking {
  /** Of the document it stands in. */
  day: BusinessDay
}

/** What this till said of parked sales. The documents are filled from these rows, and never the other way round. */
export interface ParkedEntryRow {
  /** One for each thing there is to say, so that it is said once. */
  key: string
  day: BusinessDay
  /** The id of the sale it is about. */
  sale: string
  entry: ParkedEntry
}

export interface PinAttemptRow {
  /** `*`: badges that nobody has. */
  person: PersonId | '*'
  failures: number
  blockedUntil: number
}

/** A document that was fetched anew because the relay refused what the copy before it held. */
export interface DocumentCopy {
  /** Counts the copies of this document from 1; each has a database of its own, and the last refused one is kept. */
  readonly generation: number
  /**
   * The copies that were in use before, oldest first, as far back as own entries of them may be missing in this one;
   * absent for the one of the number before alone.
   */
  readonly before?: readonly number[]
  /** Why the one before was refused: a refusal code of the sync protocol. */
  readonly code: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** The own entries of the copy before are not all in this one yet. */
  readonly pending: boolean
}

/** Single values by key. */
export type MetaRow =
  | { key: 'head'; value: JournalHead }
  | { key: 'signingKey'; value: CryptoKeyPair }
  /** Who signed in last: their tile is the first. */
  | { key: 'lastOperator'; value: PersonId }
  /** The till is in training mode: nothing that is sold counts. Written with the entry that says so. */
  | { key: 'training'; value: true }
  /** The replica that may write; a tab that was taken over finds another name here and stops. */
  | { key: 'writer'; value: string }
  | { key: 'operator'; value: { person: PersonId; name: string; since: number } }
  /** Per document: the Yjs state vector up to which the projection is done. */
  | { key: `projected:${string}`; value: Uint8Array }
  /** The journal was put back up to this number: its documents may lack what the relay's have. */
  | { key: 'restoredUpTo'; value: number }
  /** The `restoredUpTo` after which the own stock document has been whole. */
  | { key: 'stockWholeAfter'; value: number }
  /** The relay database this device was enrolled with. */
  | { key: 'relayDatabase'; value: string }
  /** The incarnation of the relay's database as it was met last. */
  | { key: 'relayIncarnation'; value: string }
  /** The newest sequence at which the relay acknowledged entries of the journal: its database must not fall behind. */
  | { key: 'acknowledgedThrough'; value: number }
  /** Set once every followed document was projected: from then on a start is ready without any document. */
  | { key: 'projectionComplete'; value: true }
  /** Per document: edits made here that the relay had not committed when this was written. */
  | { key: `unsyncedEdits:${string}`; value: number }
  /** Per document: the copy that this device works with, once an earlier one was refused by the relay. */
  | { key: `copy:${string}`; value: DocumentCopy }
  /** The replicas that ever wrote records here, oldest first: whose entries this device answers for. */
  | { key: 'ownReplicas'; value: string[] }
  /** The printers of this till; absent before there was one. */
  | { key: 'hardware'; value: HardwareSetup }
  /** The scale, the scanners and the pole display of this till; absent before there was one. */
  | { key: 'devices'; value: DeviceSetup }
  /** The stock documents of this store, as the relay last listed them. */
  | { key: 'stockDocuments'; value: string[] }
  /** The relay forgot what it had: this till is to offer it the pictures it keeps. */
  | { key: 'picturesToOffer'; value: true }
  /** Customers who were forgotten and of whom something came in late: a person forgets them again. */
  | { key: 'lateCustomers'; value: CustomerId[] }
  /** Where links to receipts begin, null for the relay's own address, and whether it sends receipts by e-mail. */
  | { key: 'handout'; value: StatusReply['receipts'] }
  /** How often limited coupons were used at all tills, as the relay told last. */
  | { key: 'couponUses'; value: CouponUsesReply }
  /** The days of which this device has documents of parked sales. */
  | { key: 'parkedDays'; value: BusinessDay[] }

/** Of this device's own database; reported, so that a device with old tables is noticed. */
export const LOCAL_SCHEMA_VERSION = 13

export class LocalDatabase extends Dexie {
  declare products: EntityTable<ProductRow, 'id'>
  declare departments: EntityTable<DepartmentRow, 'id'>
  declare pictures: EntityTable<PictureRow, 'hash'>
  declare quickPages: EntityTable<QuickPageRow, 'id'>
  declare taxClasses: EntityTable<TaxClassRow, 'id'>
  declare organisation: EntityTable<OrganisationRow, 'id'>
  declare promotions: EntityTable<PromotionRow, 'id'>
  declare priceLists: EntityTable<PriceListRow, 'id'>
  declare stores: EntityTable<StoreRow, 'id'>
  declare tills: EntityTable<TillRow, 'id'>
  declare catalogs: EntityTable<CatalogRow, 'id'>
  declare people: EntityTable<PersonRow, 'id'>
  declare customers: EntityTable<CustomerRow, 'id'>
  declare customerGroups: EntityTable<CustomerGroupRow, 'id'>
  declare stock: EntityTable<StockRow, 'product'>
  declare conflicts: EntityTable<ConflictRow, 'key'>
  declare journal: Table<JournalRow, [number, number]>
  declare shares: EntityTable<ShareRow, 'account'>
  declare letters: EntityTable<LetterRow, 'id'>
  declare drafts: EntityTable<DraftRow, 'id'>
  declare parkings: EntityTable<ParkingRow, 'parking'>
  declare parkedEntries: EntityTable<ParkedEntryRow, 'key'>
  declare pinAttempts: EntityTable<PinAttemptRow, 'person'>
  declare printJobs: EntityTable<PrintJobRow, 'id'>
  declare meta: Table<MetaRow, string>

  /**
   * @param name from `localDatabaseName`: one database for each workplace of a device.
   * @param options `strict`: a transaction is done only when the operating system has it on disk. For the journal.
   */
  constructor(name: string, options: { readonly durability?: 'strict' | 'relaxed' } = {}) {
    super(name, { chromeTransactionDurability: options.durability ?? 'relaxed' })
    this.version(1).stores({
      products: 'id, *scanKeys, department, tileOrder, catalog',
      departments: 'id, catalog',
      taxClasses: 'id',
      stores: 'id',
      tills: 'id, store',
      catalogs: 'id',
      people: 'id, store',
      stock: 'product',
      conflicts: 'key, [document+log+record]',
      journal: '[epoch+number], acknowledged, [acknowledged+kind], [acknowledged+day], day, sale',
      drafts: 'id, updatedAt',
      pinAttempts: 'person',
      meta: 'key',
    })
    // Tills that were enrolled before they could print.
    this.version(2).stores({ printJobs: 'id, open, createdAt' })
    // Records of these kinds may be in documents already that were projected without them: all rows are written anew.
    this.version(3)
      .stores({ organisation: 'id', promotions: 'id, catalog', priceLists: 'id, catalog' })
      .upgrade(tx => tx.table('meta').where('key').startsWith('projected:').delete())
    this.version(4)
      .stores({
        customers: 'id, *words, sortName',
        customerGroups: 'id',
        journal:
          '[epoch+number], acknowledged, [acknowledged+kind], [acknowledged+day], day, sale, [customer+at]',
      })
      .upgrade(tx => tx.table('meta').bulkDelete(['projected:settings', 'projected:customers']))
    this.version(5)
      .stores({
        products: 'id, *scanKeys, department, tileOrder, catalog, deposit, familyKey',
        quickPages: 'id, catalog',
      })
      .upgrade(tx => tx.table('meta').where('key').startsWith('projected:').delete())
    // Stores say how they are paid and when shifts are closed.
    this.version(6)
      .stores({})
      .upgrade(tx => tx.table('meta').delete('projected:settings'))
    this.version(7).stores({ parkings: 'parking', parkedEntries: 'key, day, sale' })
    this.version(8).stores({
      journal:
        '[epoch+number], acknowledged, [acknowledged+kind], [acknowledged+day], day, sale, [customer+at], *coupons',
    })
    this.version(9)
      .stores({
        products: 'id, *scanKeys, department, tileOrder, catalog, deposit, familyKey, picture',
        pictures: 'hash, state, addedAt',
      })
      .upgrade(tx => tx.table('meta').where('key').startsWith('projected:catalog/').delete())
    // One printer became several, and stores say what their receipts are made of.
    this.version(10)
      .stores({})
      .upgrade(async tx => {
        await upgradeHardware(tx)
        await tx.table('meta').delete('projected:settings')
      })
    // Gift cards and store credit, and how much of them a store keeps at hand.
    this.version(11)
      .stores({
        shares: 'account',
        journal:
          '[epoch+number], acknowledged, [acknowledged+kind], [acknowledged+day], day, sale, [customer+at], *coupons, *accounts',
      })
      .upgrade(tx => tx.table('meta').delete('projected:settings'))
    this.version(12).stores({ letters: 'id, receipt, open' })
    // Customers say what their receipts are written in.
    this.version(LOCAL_SCHEMA_VERSION)
      .stores({})
      .upgrade(tx => tx.table('meta').delete('projected:customers'))
  }
}
