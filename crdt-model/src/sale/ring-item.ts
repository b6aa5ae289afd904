import type { DepartmentId, ProductId, TaxClassId } from '../ids.ts'
import { addLine, addLineWithDeposit, type NewSaleLine } from './edit-lines.ts'
import { isQuantity } from './limits.ts'
import { ONE_PIECE } from './quantity.ts'
import type { LineResult, OpenSale } from './sale.ts'
import type { Unit } from './unit.ts'

/** What ringing something up asks of it. */
export interface SellableItem {
  /** Null for what is not on file. */
  readonly id: ProductId | null
  readonly name: string
  readonly department: DepartmentId | null
  readonly taxClass: TaxClassId | null
  /** Minor units for one unit, or null when it is asked at the till. */
  readonly price: number | null
  readonly minimumAge: number
  readonly unit: Unit
  readonly serialRequired: boolean
  readonly notDiscountable: boolean
}

/** What is known so far of what is being rung up: scanned, typed in front, or asked. */
export interface KnownOfItem {
  /** Thousandths, net. */
  readonly quantity?: number
  /** Thousandths that were taken off the weight. */
  readonly tare?: number
  /** Minor units that its label says. SPEC B7. */
  readonly labelAmount?: number
  /** Minor units for one unit, where the catalog has no price. */
  readonly unitPrice?: number
  readonly serial?: string
  readonly note?: string
}

/** What has to be asked before something can be rung up. */
export type MissingOfItem = 'quantity' | 'price' | 'serial'

/** The longest serial number and note that a line bears. SPEC I5. */
export const LONGEST_LINE_TEXT = 100

/** The first thing that is still to be asked, or null. SPEC I3. */
export function missingOfItem(item: SellableItem, known: KnownOfItem): MissingOfItem | null {
  const isLabelled = known.labelAmount !== undefined
  if (item.unit !== 'piece' && known.quantity === undefined && !isLabelled) return 'quantity'
  if (item.price === null && known.unitPrice === undefined && !isLabelled) return 'price'
  return item.serialRequired && !known.serial ? 'serial' : null
}

/** Pieces with serial numbers are rung up one by one, each with its own. SPEC I5. */
export function piecesToRing(item: SellableItem, known: KnownOfItem): readonly KnownOfItem[] {
  const pieces = (known.quantity ?? ONE_PIECE) / ONE_PIECE
  if (!item.serialRequired || item.unit !== 'piece' || known.serial || !Number.isInteger(pieces))
    return [known]
  return Array.from({ length: pieces }, () => ({ ...known, quantity: ONE_PIECE }))
}

/** What was weighed with its packing, as net quantity and tare; undefined when nothing is left. SPEC I4. */
export function weighed(
  gross: number,
  tare: number,
): Required<Pick<KnownOfItem, 'quantity' | 'tare'>> | undefined {
  const quantity = gross - tare
  return tare >= 0 && Number.isSafeInteger(tare) && isQuantity(gross) && isQuantity(quantity)
    ? { quantity, tare }
    : undefined
}

/**
 * Rings something up of which nothing is missing, with the deposit on its pieces where it has one. Tells the line that
 * was added or grew. Refused as `addLine`, and `serial-twice`. SPEC I5, I6.
 */
export function ringItem(
  sale: OpenSale,
  item: SellableItem,
  known: KnownOfItem,
  deposit: SellableItem | null = null,
): LineResult {
  const line = lineOfItem(item, known)
  const isThere = (other: NewSaleLine) => other.product === line.product && other.serial === line.serial
  if (line.serial !== undefined && sale.lines.some(isThere))
    return { ok: false, refusal: { code: 'serial-twice' } }
  const isCounted = line.unit === undefined && line.labelAmount === undefined
  return deposit === null || deposit.price === null || !isCounted
    ? addLine(sale, line)
    : addLineWithDeposit(sale, line, lineOfItem(deposit, {}))
}

function lineOfItem(item: SellableItem, known: KnownOfItem): NewSaleLine {
  const listPrice = item.price ?? known.unitPrice ?? known.labelAmount ?? 0
  return {
    product: item.id,
    name: item.name,
    department: item.department,
    quantity: known.quantity ?? ONE_PIECE,
    unitPrice: known.unitPrice ?? listPrice,
    listPrice,
    taxClass: item.taxClass,
    minimumAge: item.minimumAge,
    ...(item.unit === 'piece' ? {} : { unit: item.unit }),
    ...(item.notDiscountable ? { notDiscountable: true as const } : {}),
    ...(known.labelAmount === undefined ? {} : { labelAmount: known.labelAmount }),
    ...(known.tare ? { tare: known.tare } : {}),
    ...(known.serial ? { serial: known.serial } : {}),
    ...(known.note ? { note: known.note } : {}),
  }
}
