/**
 * The public list of the domain. Everything else in the project imports from here and from nowhere deeper; nothing
 * inside imports this file.
 */

export { rightOfAct, rightOfCashMove, type TillAct } from './access/act-rights.ts'
export * from './access/badge.ts'
// access
export { type DocumentId, formatDocumentId, parseDocumentId } from './access/document-id.ts'
// money, tax, sale, barcodes, record schemas
export { pinDelay } from './access/pin-delay.ts'
export {
  type Access,
  accessTo,
  answersFor,
  creditAccess,
  DELETIONS,
  mayAddPictures,
  mayAppend,
  type Principal,
  RIGHTS,
  type Role,
  type ShopFacts,
  type StoreScope,
} from './access/rights.ts'
export { officeField, officeFieldOfEntry } from './access/till-fields.ts'
export * from './access/till-rights.ts'
export { birthDateToBeat, isOldEnough, parseDate } from './age/birth-date.ts'
export { type ClosedLine, closedLines, type SaleHourRule } from './age/sale-hours.ts'
export { assertNever } from './assert-never.ts'
export { type LicenceDates, readLicence } from './barcode/driving-licence.ts'
export { type Gs1Element, readDigitalLink, readElementString } from './barcode/gs1-elements.ts'
export { type Gs1Reading, readGs1 } from './barcode/gs1-reading.ts'
export { gtinCheckDigit, hasValidCheckDigit, isGtin, padGtin } from './barcode/gtin.ts'
export * from './barcode/in-store-code.ts'
export { usualLabelRules } from './barcode/label-rules.ts'
export { type LabelSymbol, labelSymbol, labelSymbolOf } from './barcode/label-symbol.ts'
export { priceVerifier } from './barcode/price-verifier.ts'
export { readScan, type Scan, type ScanContext } from './barcode/read-scan.ts'
export { scanKeys, storedKey } from './barcode/scan-key.ts'
export { type ScanWarning, scannedOfItem, scanWarning } from './barcode/scanned-item.ts'
export { expandUpcE } from './barcode/upc-e.ts'
export { businessDay, nextBusinessDay } from './calendar/business-day.ts'
export {
  type Hours,
  isWithin,
  type Moment,
  momentOf,
  type Times,
  type Weekday,
  weekdayOf,
} from './calendar/moment.ts'
export { momentInStore } from './calendar/time-zone.ts'
export * from './escrow/account-id.ts'
export * from './escrow/account-ledger.ts'
export {
  type AccountMove,
  accountMoves,
  accountOfTender,
  balanceChange,
  shareChange,
  soldOntoAccounts,
} from './escrow/account-moves.ts'
export * from './escrow/house-account.ts'
export * from './escrow/till-share.ts'
// findings
export { type EntryFault, entryFaults } from './findings/entry-faults.ts'
// ids
export {
  type AccountId,
  type AnyId,
  type BusinessDay,
  type CatalogId,
  type CustomerGroupId,
  type CustomerId,
  type DepartmentId,
  type DeviceId,
  ID_RANDOM_BYTES,
  isId,
  makeId,
  type OrganisationId,
  type ParkingId,
  type PersonId,
  type PriceListId,
  type ProductId,
  type PromotionId,
  parseBusinessDay,
  parseId,
  type QuickPageId,
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
export { eventMoves } from './journal/event-moves.ts'
export type {
  EntryReference,
  ExchangeEvent,
  RefundEvent,
  ReturnedLine,
  VoidEvent,
} from './journal/events/refund.ts'
export type { SaleExtras, SaleLineExtras } from './journal/events/sale-extras.ts'
export type { ShareBackEvent } from './journal/events/share-back.ts'
export type {
  CashCount,
  CashMoveEvent,
  CountedPieces,
  ShiftCloseEvent,
  ShiftOpenEvent,
} from './journal/events/shift.ts'
export type {
  AgeCheckEvent,
  ApprovalEvent,
  LineVoidEvent,
  NoSaleEvent,
  PriceOverrideEvent,
  ReprintEvent,
  SaleCancelEvent,
  TrainingEvent,
} from './journal/events/till-acts.ts'
export type * from './journal/journal-entry.ts'
export { type OrderedJournal, orderJournal } from './journal/journal-fold.ts'
export { parseReceiptNumber, type ReceiptPlace, receiptNumber } from './journal/receipt-number.ts'
export * from './journal/receipt-token.ts'
export { saleMoves } from './journal/sale-moves.ts'
export * from './journal/seal-entry.ts'
export {
  type JournalFinding,
  type VerifiedJournal,
  verifyJournal,
  verifyOrdered,
} from './journal/verify-journal.ts'
// log
export { deleteRedundantEntries } from './log/delete-redundant-entries.ts'
export { type Dot, makeDot, parseDot } from './log/dot.ts'
export * from './log/entry-log.ts'
export { LOGS, type RecordLog } from './log/log-names.ts'
export { compareBytes, sameBytes } from './log/same-bytes.ts'
export { addMoney } from './money/add-money.ts'
export { allocate } from './money/allocate.ts'
export * from './money/cash-rounding.ts'
export { CURRENCY_CODES, minorUnits, NO_CURRENCY, parseCurrency } from './money/currency.ts'
export { type Denominations, denominationsOf } from './money/denominations.ts'
export { makeMoney } from './money/make-money.ts'
// money
export type { CurrencyCode, Money } from './money/money.ts'
export { parseAmount } from './money/parse-amount.ts'
export { type RoundingRule, roundFraction, roundProduct, roundQuotient } from './money/round.ts'
export { decodeParkedEntry } from './parked/decode-parked-entry.ts'
export * from './parked/fold-parked.ts'
export { parkEntry } from './parked/park-entry.ts'
// parked sales
export * from './parked/parked-entry.ts'
// pictures
export { barePicture, checkPicture, PICTURE_BYTES, type PictureProblem } from './pictures/check-picture.ts'
export { type PictureHash, parsePictureHash, pictureHashOf } from './pictures/picture-hash.ts'
export type { PictureType } from './pictures/picture-parts.ts'
// pricing
export { couponKey, type PromotionPlace } from './pricing/applicable-promotions.ts'
export { MOST_GROUPS_TRIED } from './pricing/best-groups.ts'
export * from './pricing/coupon-uses.ts'
export { type OfferState, offerState } from './pricing/offer-state.ts'
export * from './pricing/price-list.ts'
export { type Discount, type DiscountSource, isSameSource } from './pricing/priced-item.ts'
export type * from './pricing/promotion.ts'
export { blankReplaced, holdsForgotten, type ReplacedDots, replacedValues } from './records/blank-replaced.ts'
export { type Catalog, catalogFields, readCatalog, validateCatalogField } from './records/catalog.ts'
export { catalogFindings } from './records/catalog-findings.ts'
export {
  type Customer,
  type CustomerExemption,
  customerFields,
  forgottenFields,
  isForgotten,
  isToForgetAgain,
  readCustomer,
  validateCustomerField,
} from './records/customer.ts'
export {
  CUSTOMER_GROUP_DEFAULTS,
  type CustomerGroup,
  customerGroupFields,
  readCustomerGroup,
  validateCustomerGroupField,
} from './records/customer-group.ts'
export * from './records/department.ts'
// records
export {
  decodeRecordEntry,
  encodeRecordEntry,
  RECORD_ENTRY_BOUNDS,
  sameValue,
} from './records/encode-record-entry.ts'
export type * from './records/finding.ts'
export { missingOwnEntries } from './records/missing-own-entries.ts'
export * from './records/organisation.ts'
export * from './records/person.ts'
export {
  type PriceListRecord,
  priceListDefaults,
  priceListFields,
  productOfPriceField,
  readPriceList,
  validatePriceListField,
} from './records/price-list.ts'
export * from './records/product.ts'
export * from './records/promotion.ts'
export * from './records/quick-page.ts'
export type * from './records/record-entry.ts'
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
export { restoredFields, valuesBefore } from './records/record-history.ts'
export { redundantEntries } from './records/redundant-entries.ts'
export { NO_REFERENCE } from './records/references.ts'
export { SPOKEN_LANGUAGES, type SpokenLanguage } from './records/spoken-language.ts'
export {
  readStore,
  STORE_DEFAULTS,
  type Store,
  storeFields,
  USUAL_OFFLINE_CREDIT,
  validateStoreField,
} from './records/store.ts'
export * from './records/store-receipt.ts'
export * from './records/store-tenders.ts'
export * from './records/tax-class.ts'
export { readTill, type Till, tillFields, validateTillField } from './records/till.ts'
export { priceListOf, promotionOf } from './records/whole-offer.ts'
export { type RecordWrite, writeRecord } from './records/write-record.ts'
export { creditForReturn } from './returns/credit-for-return.ts'
export { exchangeCredit, exchangeOf, payWithGoods } from './returns/exchange.ts'
export { goodsWithoutReceipt } from './returns/goods-without-receipt.ts'
export { type PayBack, type PayBackRefusal, payBack, payBackRefusal } from './returns/pay-back.ts'
export { payBackChoices, rightToPayBack } from './returns/pay-back-choices.ts'
export { type RefundTerms, refundEventOf } from './returns/refund-event.ts'
export * from './returns/return-goods.ts'
export { isVoidOf, soldIn } from './returns/sold-sale.ts'
export { taxesOfSoldLines } from './returns/tax-of-sold-lines.ts'
export { type VoidRefusal, voidedNumbers, voidLastSale } from './returns/void-sale.ts'
export { dueWith, remainingDue, roundingFor, roundingOf, sumTenders } from './sale/amount-due.ts'
export { attachBuyer, type Buyer, exemptionInForce } from './sale/attach-buyer.ts'
export { holdsCardNumber } from './sale/card-number.ts'
export * from './sale/card-slip.ts'
export * from './sale/coupon-gains.ts'
export { type DiscountLimits, limitRefusal } from './sale/discount-limits.ts'
export {
  addLine,
  addLineWithDeposit,
  changeQuantity,
  changeUnitPrice,
  confirmAge,
  type NewSaleLine,
  openSale,
  removeLine,
  weighLine,
} from './sale/edit-lines.ts'
export * from './sale/edit-terms.ts'
export * from './sale/exchange-rate.ts'
export { grossOf } from './sale/gross.ts'
export { MAX_AMOUNT, MAX_QUANTITY } from './sale/limits.ts'
export { priceForSale } from './sale/price-for-sale.ts'
export { type PricedSale, priceSale } from './sale/price-sale.ts'
export { type MoneyOnAccount, putOnAccount } from './sale/put-on-account.ts'
export { lineAmount, ONE_PIECE, parseQuantity } from './sale/quantity.ts'
export { repriceLines } from './sale/reprice-lines.ts'
// sale
export { isReducedByHand, type JudgedSale, rightsNeeded, rightToAsk } from './sale/rights-needed.ts'
export * from './sale/ring-item.ts'
export type * from './sale/sale.ts'
export { lineVoidOf, priceOverrideOf, saleCancelOf } from './sale/sale-acts.ts'
export { saleEventOf } from './sale/sale-event.ts'
export { suggestNotes } from './sale/suggested-notes.ts'
export * from './sale/take-payment.ts'
export * from './sale/tender.ts'
export * from './sale/unit.ts'
// shift
export { foldShift, type ShiftEntry, splitShifts } from './shift/fold-shift.ts'
export { needsShift } from './shift/needs-shift.ts'
export * from './shift/shift-steps.ts'
export type * from './shift/shift-totals.ts'
export { countedAmount } from './shift/sum-drawer.ts'
// stock
export * from './stock/compact-stock-log.ts'
export { decodeStockEntry, encodeStockEntry } from './stock/encode-stock-entry.ts'
export { type JournalMoves, missingStockMoves } from './stock/missing-stock-moves.ts'
export * from './stock/stock-fold.ts'
export type { StockDelta, StockEntry, StockReason } from './stock/stock-move.ts'
// tax
export { ratesInForce, type TaxPlace } from './tax/rates-in-force.ts'
export type { TaxClass, TaxExemption, TaxRate, TaxRounding, TaxSummaryLine } from './tax/tax-class.ts'
export * from './tax/tax-of-line.ts'
export { WHOLE_RATE } from './tax/tax-ratio.ts'
export { summariseTaxes, type TaxSummary } from './tax/tax-summary.ts'
// wire
export * from './wire/accounts-api.ts'
export {
  CHANNELS_PER_SOCKET,
  type ChannelFrame,
  encodeCloseChannel,
  encodeHello,
  encodeOpenChannel,
  encodePiece,
  readChannelFrame,
} from './wire/channel-frames.ts'
export { ChannelAssembler, ChannelQueue, PIECE_BYTES } from './wire/channel-queue.ts'
export * from './wire/coupons-api.ts'
export * from './wire/credit-api.ts'
export * from './wire/customer-api.ts'
export { deviceSignInMessage } from './wire/device-sign-in.ts'
export * from './wire/health-api.ts'
export * from './wire/history-api.ts'
export * from './wire/http-api.ts'
export * from './wire/integrity-api.ts'
export * from './wire/parked-api.ts'
export * from './wire/pictures-api.ts'
export * from './wire/printer-report.ts'
export * from './wire/receipt-links-api.ts'
export * from './wire/receipts-api.ts'
export * from './wire/recovery-api.ts'
export * from './wire/sales-api.ts'
export * from './wire/shifts-api.ts'
export * from './wire/sync-messages.ts'
// asking as a device or as a user
export * from './wire/sync-protocol.ts'
