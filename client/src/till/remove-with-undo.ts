import type { SaleLine } from '@evertill/crdt-model'
import { t } from '../i18n/translate.ts'
import { showToast } from '../ui/toast.tsx'
import type { SaleStore } from './sale-store.ts'

/** Takes a line out of the sale and offers to put it back. */
export function removeWithUndo(sales: Pick<SaleStore, 'remove'>, line: Pick<SaleLine, 'id' | 'name'>): void {
  sales.remove(line.id, undo =>
    showToast({
      text: t('till.cart.removed', { name: line.name }),
      action: { label: t('ui.action.undo'), run: undo },
    }),
  )
}
