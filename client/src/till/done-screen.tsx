import ArrowRight from 'lucide-solid/icons/arrow-right'
import CircleCheck from 'lucide-solid/icons/circle-check'
import Printer from 'lucide-solid/icons/printer'
import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Money } from '../ui/money.tsx'
import { showToast } from '../ui/toast.tsx'
import { takeDigits } from './digit-taker.ts'
import './pay.css'
import { ReceiptPaper } from '../receipt/receipt-paper.tsx'
import { SearchOr } from './search-or.tsx'
import { useTill } from './till-context.tsx'

/** The sale is stored: the change, as large as it gets, and the receipt, until the next item. */
export function DoneScreen(props: { readonly receipt: Receipt }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const next = () => till.sales.nextSale()
  const [printed, setPrinted] = createSignal(false)
  const print = (copy: boolean) => {
    setPrinted(true)
    replica
      .send<'addPrint'>({ type: 'addPrint', content: { kind: 'receipt', receipt: props.receipt, copy } })
      .catch(() => showToast({ text: t('till.failure.command') }))
  }
  onMount(() => onCleanup(takeDigits({ press: () => {}, clear: () => {}, enter: next, escape: next })))
  return (
    <div class="till-pay till-pay--done">
      <SearchOr class="till-done">
        <p class="till-done__state" role="status">
          <Icon of={CircleCheck} />
          {t('till.pay.done')}
        </p>
        <Show
          when={props.receipt.change > 0}
          fallback={<p class="till-done__change till-done__change--none">{t('till.pay.noChange')}</p>}
        >
          <p class="till-done__change">
            <span class="till-done__label">{t('till.pay.change')}</span>
            <Money class="till-done__amount" minor={props.receipt.change} currency={props.receipt.currency} />
          </p>
        </Show>
        <p class="till-done__hint">{t('till.pay.nextHint')}</p>
      </SearchOr>
      <section class="till-done__side">
        <div class="till-done__receipt">
          <ReceiptPaper receipt={props.receipt} timeZone={till.store().timeZone} />
        </div>
        <div class="till-done__next">
          <Show when={till.printing.setup()}>
            {setup => (
              <Button size="large" icon={Printer} wide onClick={() => print(setup().autoPrint || printed())}>
                {t(setup().autoPrint || printed() ? 'till.pay.printCopy' : 'till.pay.printReceipt')}
              </Button>
            )}
          </Show>
          <Button variant="primary" size="large" icon={ArrowRight} wide onClick={next}>
            {t('till.pay.next')}
          </Button>
        </div>
      </section>
    </div>
  )
}
