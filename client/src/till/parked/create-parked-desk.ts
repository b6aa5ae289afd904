import { type ElsewhereOfSale, elsewhereOfSale, type TillId } from '@evertill/crdt-model'
import { type Accessor, createMemo, createSignal } from 'solid-js'
import { loadTexts, t } from '../../i18n/translate.ts'
import type { LocalDatabase } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { Replica } from '../../replica/create-replica.ts'
import { showToast } from '../../ui/toast.tsx'
import type { SaleStore } from '../sale-store.ts'
import { type WaitingSale, waitingSales } from './waiting-sales.ts'

/** Parked sales as the selling screen sees them. */
export interface ParkedDesk {
  readonly waiting: Accessor<readonly WaitingSale[]>
  /** What other tills did with the sale on screen, or null. */
  readonly elsewhere: Accessor<ElsewhereOfSale | null>
  /** Goes on with a sale; says why where that cannot be. Resolves with whether it is on screen. */
  readonly recall: (waiting: WaitingSale) => Promise<boolean>
  /** The key of the sale that is being taken, or null. */
  readonly taking: Accessor<string | null>
  /** What is open: all that waits, or the name of what is about to be parked. */
  readonly sheet: Accessor<'list' | 'name' | null>
  readonly setSheet: (sheet: 'list' | 'name' | null) => void
}

export function createParkedDesk(options: {
  readonly database: LocalDatabase
  readonly replica: Pick<Replica, 'send' | 'status'>
  readonly sales: Pick<SaleStore, 'sale' | 'recall'>
  readonly till: TillId
}): ParkedDesk {
  const { database, replica, sales, till } = options
  const [taking, setTaking] = createSignal<string | null>(null)
  const [sheet, setSheet] = createSignal<'list' | 'name' | null>(null)
  const rows = createLiveQuery(async () => {
    const [drafts, parkings] = await Promise.all([database.drafts.toArray(), database.parkings.toArray()])
    return { drafts, parkings }
  })
  const isTraining = createMemo(() => replica.status().training)
  const current = createMemo(() => sales.sale().id)
  const waiting = createMemo(() => {
    const { drafts = [], parkings = [] } = rows() ?? {}
    return waitingSales(drafts, parkings, { current: current(), isTraining: isTraining() })
  })
  const elsewhere = createMemo(() => {
    const found = elsewhereOfSale(rows()?.parkings ?? [], current(), till)
    return found.taken.length + found.sold.length > 0 ? found : null
  })

  async function take({ parking, draft }: WaitingSale): Promise<boolean> {
    if (parking === null) {
      if (draft !== null) sales.recall(draft)
      return draft !== null
    }
    const result = await replica.send<'takeParked'>({ type: 'takeParked', parking })
    if (result.kind === 'taken') {
      sales.recall(result.draft)
      return true
    }
    await loadTexts('parked')
    switch (result.kind) {
      case 'elsewhere':
        showToast({ text: t('parked.refused.elsewhere', { till: await nameOf(result.till) }) })
        break
      case 'sold':
        showToast({ text: t('parked.refused.sold', { receipt: result.receipt }) })
        break
      default:
        showToast({ text: t(`parked.refused.${result.kind}`) })
    }
    return false
  }

  async function nameOf(id: TillId): Promise<string> {
    return (await database.tills.get(id))?.name ?? id
  }

  return {
    waiting,
    elsewhere,
    taking,
    sheet,
    setSheet,
    async recall(sale) {
      // Pressed twice it is taken once.
      if (taking() !== null) return false
      setTaking(sale.key)
      try {
        return await take(sale)
      } catch {
        showToast({ text: t('till.failure.command') })
        return false
      } finally {
        setTaking(null)
      }
    },
  }
}
