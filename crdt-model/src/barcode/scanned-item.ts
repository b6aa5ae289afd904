import type { BusinessDay } from '../ids.ts'
import { ONE_PIECE } from '../sale/quantity.ts'
import type { KnownOfItem, SellableItem } from '../sale/ring-item.ts'
import { convertWeight, isWeightUnit } from '../sale/unit.ts'
import type { Gs1Reading } from './gs1-reading.ts'
import { type InStoreLabel, quantityOfLabel } from './in-store-code.ts'
import { itemKeys, type Scan } from './read-scan.ts'

/** What a code says against selling what it stands on. SPEC B12. */
export type ScanWarning = { readonly kind: 'expired' | 'past-best'; readonly day: BusinessDay }

/**
 * What a scan says of the product that was found under one of its keys: quantity, the label's amount, serial number.
 * A label that is on file as it is says nothing more. SPEC B11.
 */
export function scannedOfItem(scan: Scan, key: string, item: SellableItem): KnownOfItem {
  switch (scan.kind) {
    case 'code':
      return {}
    case 'label':
      return itemKeys(scan.label).includes(key) ? labelOfItem(scan.label, item) : {}
    case 'gs1':
      return readingOfItem(scan.reading, item)
  }
}

/** What is to be told before what was scanned is sold; null when nothing is. SPEC B12. */
export function scanWarning(scan: Scan, today: BusinessDay): ScanWarning | null {
  if (scan.kind !== 'gs1') return null
  const { expiry, bestBefore } = scan.reading
  if (expiry !== undefined && expiry < today) return { kind: 'expired', day: expiry }
  return bestBefore !== undefined && bestBefore < today ? { kind: 'past-best', day: bestBefore } : null
}

function labelOfItem(label: InStoreLabel, item: SellableItem): KnownOfItem {
  return label.kind === 'weight' ? { quantity: label.quantity } : amountOfItem(label.amount, item)
}

function amountOfItem(amount: number, item: SellableItem): KnownOfItem {
  return { labelAmount: amount, quantity: quantityOfLabel(amount, item.price ?? 0) ?? ONE_PIECE }
}

function readingOfItem(reading: Gs1Reading, item: SellableItem): KnownOfItem {
  const quantity = quantityOfReading(reading, item)
  return {
    ...(reading.amount === undefined ? {} : amountOfItem(reading.amount, item)),
    ...(quantity === undefined ? {} : { quantity }),
    ...(reading.serial === undefined ? {} : { serial: reading.serial }),
  }
}

/** The weight where the price is for a weight, the count where it is for a piece; of nothing nothing is said. */
function quantityOfReading(
  { kilograms, pounds, count }: Gs1Reading,
  { unit }: SellableItem,
): number | undefined {
  if (unit === 'piece') return count ? count * ONE_PIECE : undefined
  if (!isWeightUnit(unit)) return undefined
  if (kilograms) return convertWeight(kilograms, 'kg', unit)
  return pounds ? convertWeight(pounds, 'lb', unit) : undefined
}
