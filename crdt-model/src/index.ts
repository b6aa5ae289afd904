/**
 * The public list of the domain. Everything else in the project imports from here and from nowhere deeper; nothing
 * inside imports this file.
 */

// access
export { type DocumentId, formatDocumentId, parseDocumentId } from './access/document-id.ts'
// money, tax, sale, barcodes, record schemas
export { pinDelay } from './access/pin-delay.ts'
export { type Access, accessTo, type Principal } from './access/rights.ts'
export { assertNever } from './assert-never.ts'
export { gtinCheckDigit, hasValidCheckDigit, isGtin, padGtin } from './barcode/gtin.ts'
export { scanKeys, storedKey } from './barcode/scan-key.ts'
export { expandUpcE } from './barcode/upc-e.ts'
export { businessDay, nextBusinessDay } from './calendar/business-day.ts'
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
export { appendToLog, deleteFromLog, entriesDeletedBy, entriesSince, readLog } from './log/entry-log.ts'
export { LOGS, type RecordLog } from './log/log-names.ts'
export { compareBytes, sameBytes } from './log/same-bytes.ts'
export { addMoney } from './money/add-money.ts'
export { allocate } from './money/allocate.ts'
export { CURRENCY_CODES, minorUnits, NO_CURRENCY, parseCurrency } from './money/currency.ts'
export { makeMoney } from './money/make-money.ts'
// money
export type { CurrencyCode, Money } from './money/money.ts'
export { parseAmount } from './money/parse-amount.ts'
export { type RoundingRule, roundFraction, roundProduct, roundQuotient } from './money/round.ts'
export { type Catalog, catalogFields, readCatalog, validateCatalogField } from './records/catalog.ts'
export { catalogFindings } from './records/catalog-findings.ts'
export {
  type Department,
  departmentFields,
  readDepartment,
  validateDepartmentField,
} from './records/department.ts'
// records
export {
  decodeRecordEntry,
  encodeRecordEntry,
  RECORD_ENTRY_BOUNDS,
  sameValue,
} from './records/encode-record-entry.ts'
export type {
  CatalogFinding,
  FieldFinding,
  Finding,
  Reading,
  RecordFieldProblem,
} from './records/finding.ts'
export {
  type Organisation,
  organisationFields,
  readOrganisation,
  validateOrganisationField,
} from './records/organisation.ts'
export {
  type Person,
  type PinVerifier,
  personFields,
  readPerson,
  validatePersonField,
} from './records/person.ts'
export {
  type Product,
  productFields,
  productScanKeys,
  readProduct,
  validateBarcode,
  validateProductField,
} from './records/product.ts'
export type {
  FieldState,
  Fields,
  FieldValue,
  FieldVersion,
  RecordEntry,
  RecordState,
} from './records/record-entry.ts'
export {
  applyDeletedEntries,
  applyRecordEntries,
  conflictsOf,
  createRecordFold,
  currentVersion,
  type RecordFold,
  readRecord,
  recordIds,
} from './records/record-fold.ts'
export { redundantEntries } from './records/redundant-entries.ts'
export { NO_REFERENCE } from './records/references.ts'
export { readStore, type Store, storeFields, validateStoreField } from './records/store.ts'
export {
  readTaxClass,
  type TaxClassRecord,
  taxClassFields,
  validateTaxClassField,
} from './records/tax-class.ts'
export { readTill, type Till, tillFields, validateTillField } from './records/till.ts'
export { type RecordWrite, writeRecord } from './records/write-record.ts'
export {
  addLine,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  type NewSaleLine,
  openSale,
  removeLine,
} from './sale/edit-lines.ts'
export { MAX_AMOUNT, MAX_QUANTITY } from './sale/limits.ts'
export { priceSale } from './sale/price-sale.ts'
export { lineAmount, ONE_PIECE, parseQuantity } from './sale/quantity.ts'
// sale
export type {
  CompletedSale,
  LineResult,
  OpenSale,
  PayingSale,
  PricedLine,
  PricingContext,
  Sale,
  SaleLine,
  SaleRefusal,
  SaleResult,
  SaleTotals,
  Tender,
} from './sale/sale.ts'
export { saleEventOf } from './sale/sale-event.ts'
export { suggestNotes } from './sale/suggested-notes.ts'
export {
  addTender,
  backToLines,
  checkPayingSale,
  completeSale,
  remainingDue,
  removeTender,
  startPayment,
} from './sale/take-payment.ts'
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
export {
  type LineTax,
  type LineTaxer,
  makeLineTaxer,
  type TaxableLine,
  taxKey,
  WHOLE_RATE,
} from './tax/tax-of-line.ts'
export { summariseTaxes, type TaxSummary } from './tax/tax-summary.ts'
// wire
export { deviceSignInMessage } from './wire/device-sign-in.ts'
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
// asking as a device or as a user
export {
  ACT_AS_PARAMETER,
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
