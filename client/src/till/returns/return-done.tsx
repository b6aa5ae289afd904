import CircleCheck from 'lucide-solid/icons/circle-check'
import Printer from 'lucide-solid/icons/printer'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Money } from '../../ui/money.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'

/** It is journaled: what to hand to the customer, as large as it gets, and the receipt. */
export function ReturnDone(props: { readonly receipt: Receipt; readonly onClose: () => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [printed, setPrinted] = createSignal(false)
  const isVoid = () => props.receipt.purpose?.kind === 'void'
  /** Change was handed back at the sale already. */
  const given = () =>
    props.receipt.tenders.map(tender =>
      tender.kind === 'cash' ? { ...tender, amount: tender.amount - props.receipt.change } : tender,
    )
  const print = () => {
    setPrinted(true)
    replica
      .send<'addPrint'>({
        type: 'addPrint',
        content: { kind: 'receipt', receipt: props.receipt, copy: false },
      })
      .catch(() => showToast({ text: t('till.failure.command') }))
  }
  // The next scan belongs to the next thing.
  onMount(() => onCleanup(till.returns.listen(() => {})))
  return (
    <div class="till-returns__form">
      <p class="till-returns__state" role="status">
        <Icon of={CircleCheck} />
        {t(isVoid() ? 'returns.done.void' : 'returns.done.refund')}
      </p>
      <Show when={given().length > 0} fallback={<p>{t('returns.done.nothing')}</p>}>
        <For each={given()}>
          {tender => (
            <p class="till-returns__give">
              <span>{t('returns.done.give', { tender: t(`till.tender.${tender.kind}`) })}</span>
              <Money minor={tender.amount} currency={props.receipt.currency} />
            </p>
          )}
        </For>
      </Show>
      <Button variant="primary" size="large" wide onClick={() => props.onClose()}>
        {t('returns.done.finish')}
      </Button>
      <Show when={till.printing.receipts()?.autoPrint === false && !printed()}>
        <Button size="till" wide icon={Printer} onClick={print}>
          {t('returns.done.print')}
        </Button>
      </Show>
      <div class="till-returns__paper">
        <ReceiptPaper receipt={props.receipt} timeZone={till.store().timeZone} />
      </div>
    </div>
  )
}
