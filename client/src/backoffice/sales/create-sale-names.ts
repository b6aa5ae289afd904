import { createMemo } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PersonRow, ProductRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { SaleNames } from '../../receipt/receipt-of-sale.ts'
import type { Office } from '../office-context.tsx'

/** The names that this device knows: an id stands for what it does not know, and the catalog is here. */
export function createSaleNames(office: Office, people: () => readonly PersonRow[] | undefined): SaleNames {
  const stores = createMemo(() => new Map<string, StoreLike>(office.stores()?.map(row => [row.id, row])))
  const tills = createMemo(() => new Map<string, string>(office.tills()?.map(row => [row.id, row.name])))
  const cashiers = createMemo(() => new Map<string, string>(people()?.map(row => [row.id, row.name])))
  const products = createMemo(() => {
    const mirror = office.products()
    mirror.revision()
    return new Map<string, ProductRow>([...mirror.rows()].map(row => [row.id, row]))
  })
  const promotionRows = createLiveQuery(() => office.database.promotions.toArray())
  const promotions = createMemo(
    () => new Map<string, string>(promotionRows()?.map(row => [row.id, row.name])),
  )
  const isDownloading = () => office.replica.status().phase === 'downloading'
  return {
    product: id => products().get(id)?.name || (isDownloading() ? t('office.sales.nameComing') : id),
    unit: id => {
      const unit = products().get(id)?.unit ?? 'piece'
      return unit === 'piece' ? undefined : unit
    },
    promotion: id => promotions().get(id) ?? id,
    store: id => {
      const row = stores().get(id)
      return { name: row?.name ?? id, address: row?.address ?? [], footer: row?.receiptFooter ?? '' }
    },
    till: id => tills().get(id) ?? id,
    cashier: id => (id === null ? t('office.sales.nobody') : (cashiers().get(id) ?? id)),
  }
}

interface StoreLike {
  readonly name: string
  readonly address: readonly string[]
  readonly receiptFooter: string
}
