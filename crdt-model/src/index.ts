/**
 * The public list of the domain. Everything else in the project imports from here and from nowhere deeper; nothing
 * inside imports this file.
 */

// access
export { type DocumentId, formatDocumentId, parseDocumentId } from './access/document-id.ts'
export { type Access, accessTo, type Principal } from './access/rights.ts'
// ids
export {
  type AnyId,
  type BusinessDay,
  type CatalogId,
  type CustomerId,
  type DepartmentId,
  type DeviceId,
  ID_RANDOM_BYTES,
  isId,
  makeId,
  type OrganisationId,
  type PersonId,
  type ProductId,
  parseBusinessDay,
  parseId,
  type ReplicaId,
  type StoreId,
  type TaxClassId,
  type TillId,
  toId,
  type UserId,
} from './ids.ts'
// journal
export {
  type DecodedEntry,
  decodeEntry,
  encodeEntry,
  JOURNAL_VERSION,
  PREVIOUS_BYTES,
  SIGNATURE_BYTES,
} from './journal/encode-entry.ts'
export type {
  JournalEntry,
  JournalEvent,
  JournalHead,
  JournalSigner,
  JournalVerifier,
  SaleEvent,
  SaleEventLine,
  SealedEntry,
  SignInEvent,
  SignOutEvent,
} from './journal/journal-entry.ts'
export { type OrderedJournal, orderJournal } from './journal/journal-fold.ts'
export { receiptNumber } from './journal/receipt-number.ts'
export { saleMoves } from './journal/sale-moves.ts'
export {
  type EntryDraft,
  emptyJournal,
  genesisHash,
  hashInput,
  headAfter,
  sealEntry,
} from './journal/seal-entry.ts'
export { type JournalFinding, type VerifiedJournal, verifyJournal } from './journal/verify-journal.ts'
// log
export { deleteRedundantEntries } from './log/delete-redundant-entries.ts'
export { type Dot, makeDot, parseDot } from './log/dot.ts'
export { appendToLog, deleteFromLog, entriesSince, readLog } from './log/entry-log.ts'
export { LOGS, type RecordLog } from './log/log-names.ts'
export { compareBytes, sameBytes } from './log/same-bytes.ts'
// money
export type { CurrencyCode, Money } from './money/money.ts'
// records
export {
  decodeRecordEntry,
  encodeRecordEntry,
  RECORD_ENTRY_BOUNDS,
  sameValue,
} from './records/encode-record-entry.ts'
export type {
  FieldState,
  Fields,
  FieldValue,
  FieldVersion,
  RecordEntry,
  RecordState,
} from './records/record-entry.ts'
export {
  applyRecordEntries,
  conflictsOf,
  createRecordFold,
  currentVersion,
  type RecordFold,
  readRecord,
  recordIds,
} from './records/record-fold.ts'
export { redundantEntries } from './records/redundant-entries.ts'
export { type RecordWrite, writeRecord } from './records/write-record.ts'
// sale
export type {
  CompletedSale,
  OpenSale,
  PayingSale,
  PricingContext,
  Sale,
  SaleLine,
  SaleRefusal,
  SaleResult,
  SaleTotals,
  Tender,
} from './sale/sale.ts'
// stock
export {
  compactStockLog,
  STOCK_LOG_SLACK,
  type StockCompaction,
  stockCompaction,
} from './stock/compact-stock-log.ts'
export { decodeStockEntry, encodeStockEntry } from './stock/encode-stock-entry.ts'
export { type JournalMoves, missingStockMoves } from './stock/missing-stock-moves.ts'
export {
  applyStockEntries,
  createStockFold,
  holdsStockMove,
  onHand,
  type StockFold,
  stockedProducts,
} from './stock/stock-fold.ts'
export type { StockDelta, StockEntry, StockReason } from './stock/stock-move.ts'
// tax
export type { TaxClass, TaxRate, TaxRounding, TaxSummaryLine } from './tax/tax-class.ts'

// wire
export * from './wire/http-api.ts'
export {
  encodeAwareness,
  encodeDurable,
  encodeRefused,
  encodeSyncStep1,
  encodeSyncStep2,
  encodeUpdate,
  readMessage,
  type SyncMessage,
} from './wire/sync-messages.ts'
export {
  CLOSE,
  DURABLE_PARAMETER,
  MESSAGE_AUTH,
  MESSAGE_AWARENESS,
  MESSAGE_DURABLE,
  MESSAGE_QUERY_AWARENESS,
  MESSAGE_REFUSED,
  MESSAGE_SYNC,
  mayReconnect,
  type RefusalCode,
  SYNC_PATH,
} from './wire/sync-protocol.ts'
