import { parseReceiptNumber } from '@evertill/crdt-model'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import CircleCheck from 'lucide-solid/icons/circle-check'
import Undo2 from 'lucide-solid/icons/undo-2'
import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { Receipt } from '../local/receipt.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Money } from '../ui/money.tsx'
import { showToast } from '../ui/toast.tsx'
import { createDrawn } from './create-drawn.ts'
import { takeDigits } from './digit-taker.ts'
import './pay.css'
import { paidOutOf } from '../receipt/purpose-words.ts'
import { ReceiptPaper } from '../receipt/receipt-paper.tsx'
import { HandoutButtons } from './handout/handout-buttons.tsx'
import { PrintButtons } from './print-buttons.tsx'
import { SearchOr } from './search-or.tsx'
import { useTill } from './till-context.tsx'

/**
 * The sale is stored: that and the change, as large as it gets, then the receipt right behind it, until the next item.
 */
export function DoneScreen(props: { readonly receipt: Receipt }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const next = () => till.sales.nextSale()
  const [printed, setPrinted] = createSignal(false)
  const isDrawn = createDrawn()
  const place = () => (props.receipt.training === true ? undefined : parseReceiptNumber(props.receipt.number))
  /** A first print is no copy; any other is journaled as one. */
  const print = async (receipt: Receipt, copy: boolean) => {
    const entry = place()
    try {
      if (copy && entry) {
        const { printCopy } = await import('./returns/print-copy.ts')
        if (await printCopy({ approval: till.approval, replica }, entry, receipt)) setPrinted(true)
        return
      }
      setPrinted(true)
      await replica.send<'addPrint'>({ type: 'addPrint', content: { kind: 'receipt', receipt, copy } })
    } catch {
      showToast({ text: t('till.failure.command') })
    }
  }
  onMount(() => onCleanup(takeDigits({ press: () => {}, clear: () => {}, enter: next, escape: next })))
  return (
    <div class="till-pay till-pay--done">
      <SearchOr class="till-done">
        <p class="till-done__state" role="status">
          <Icon of={CircleCheck} />
          {t(props.receipt.training ? 'till.training.done' : 'till.pay.done')}
        </p>
        <For each={paidOutOf(props.receipt.purpose)}>
          {tender => (
            <p class="till-done__change">
              <span class="till-done__label">
                {t('till.pay.giveBack')} · {t(`till.tender.${tender.kind}`)}
              </span>
              <Money class="till-done__amount" minor={tender.amount} currency={props.receipt.currency} />
            </p>
          )}
        </For>
        <Show
          when={props.receipt.change > 0}
          fallback={
            <Show when={paidOutOf(props.receipt.purpose).length === 0}>
              <p class="till-done__change till-done__change--none">{t('till.pay.noChange')}</p>
            </Show>
          }
        >
          <p class="till-done__change">
            <span class="till-done__label">{t('till.pay.change')}</span>
            <Money class="till-done__amount" minor={props.receipt.change} currency={props.receipt.currency} />
          </p>
        </Show>
        <p class="till-done__hint">{t('till.pay.nextHint')}</p>
      </SearchOr>
      <section class="till-done__side">
        <Show when={isDrawn()}>
          <div class="till-done__receipt" tabindex="0">
            <ReceiptPaper receipt={props.receipt} timeZone={till.store().timeZone} />
          </div>
          <div class="till-done__next">
            <Show when={till.printing.receipts()}>
              {setup => (
                <PrintButtons
                  receipt={props.receipt}
                  size="large"
                  onPrint={receipt => void print(receipt, setup().autoPrint || printed())}
                >
                  {t(setup().autoPrint || printed() ? 'till.pay.printCopy' : 'till.pay.printReceipt')}
                </PrintButtons>
              )}
            </Show>
            <Show when={place()}>
              {entry => (
                <HandoutButtons
                  epoch={entry().epoch}
                  number={entry().number}
                  receipt={props.receipt.number}
                />
              )}
            </Show>
            <Show when={place() && props.receipt.purpose === undefined}>
              <Button
                size="till"
                variant="quiet"
                icon={Undo2}
                wide
                onClick={() => till.returns.open({ kind: 'void', receipt: props.receipt })}
              >
                {t('till.pay.undo')}
              </Button>
            </Show>
            <Button variant="primary" size="large" icon={ArrowRight} wide onClick={next}>
              {t('till.pay.next')}
            </Button>
          </div>
        </Show>
      </section>
    </div>
  )
}
