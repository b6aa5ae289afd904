import { t } from '../i18n/translate.ts'
import type { Replica } from '../replica/create-replica.ts'
import { showToast } from '../ui/toast.tsx'
import type { Approval } from './create-approval.ts'
import type { SaleStore } from './sale-store.ts'

type Sender = Pick<Replica, 'send'>

/** Begins to practise, between two sales, when somebody with the right allows it. SPEC O7. */
export async function beginTraining(sales: SaleStore, approval: Approval, replica: Sender): Promise<void> {
  if (sales.step().kind === 'done') sales.nextSale()
  if (sales.sale().lines.length > 0) {
    showToast({ text: t('till.training.saleOpen') })
    return
  }
  if (await approval.ask('train')) await set(replica, true)
}

/** Ends it: what was being practised is given up. */
export async function endTraining(sales: SaleStore, replica: Sender): Promise<void> {
  const step = sales.step()
  if (step.kind === 'paying' && step.saving) return
  if (step.kind === 'paying') sales.backToSale()
  if (step.kind === 'done') sales.nextSale()
  if (sales.sale().lines.length > 0) sales.cancel()
  await set(replica, false)
}

async function set(replica: Sender, on: boolean): Promise<void> {
  try {
    const result = await replica.send<'setTraining'>({ type: 'setTraining', on })
    if (result.kind !== 'recorded') showToast({ text: t('till.training.failed') })
  } catch {
    showToast({ text: t('till.failure.command') })
  }
}
