import ChevronLeft from 'lucide-solid/icons/chevron-left'
import { createEffect, createSignal, type JSX, Match, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import type { SoldReceipt } from '../../local/return-plan.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'
import '../line-editor.css'
import type { ReturnsStart } from './create-returns-desk.ts'
import { GoodsForm } from './goods-form.tsx'
import { NoReceiptForm } from './no-receipt-form.tsx'
import { ReceiptList } from './receipt-list.tsx'
import { ReceiptView } from './receipt-view.tsx'
import { ReturnDone } from './return-done.tsx'
import './returns.css'
import { VoidForm } from './void-form.tsx'

type View =
  | ReturnsStart
  | { readonly kind: 'goods'; readonly sold: SoldReceipt }
  | { readonly kind: 'no-receipt' }
  | { readonly kind: 'done'; readonly receipt: Receipt }

/** Returns and receipts: the receipts of this till, goods that come back, and sales that are undone. */
export function ReturnsSheet(props: { readonly start: ReturnsStart }): JSX.Element {
  const till = useTill()
  const [view, setView] = createSignal<View>(props.start)
  let frame: HTMLDivElement | undefined
  // Another receipt was scanned.
  createEffect(
    on(
      () => props.start,
      start => setView(start),
      { defer: true },
    ),
  )
  onMount(() => onCleanup(till.returns.listen(code => void till.returns.takeReceipt(code))))
  // What comes next is read from its beginning: how much to give back stands there.
  createEffect(on(view, () => frame?.parentElement?.scrollTo({ top: 0 }), { defer: true }))
  const of = <Kind extends View['kind']>(kind: Kind): Extract<View, { kind: Kind }> | undefined => {
    const now = view()
    return now.kind === kind ? (now as Extract<View, { kind: Kind }>) : undefined
  }
  const title = () => {
    const now = view()
    switch (now.kind) {
      case 'list':
      case 'done':
        return t('returns.title')
      case 'receipt':
        return now.number
      case 'goods':
        return t('returns.goods.title', { number: now.sold.number })
      case 'no-receipt':
        return t('returns.noReceipt.title')
      case 'void':
        return t('returns.void.title', { number: now.receipt.number })
    }
  }
  const noReceipt = () => setView({ kind: 'no-receipt' })
  const done = (receipt: Receipt | null) => {
    // What was undone stays on the done screen behind no longer.
    till.sales.nextSale()
    if (receipt === null) till.returns.close()
    else setView({ kind: 'done', receipt })
  }
  const exchanging = () => {
    till.returns.close()
    showToast({ text: t('returns.exchange.started') })
  }
  return (
    <Sheet open onClose={till.returns.close} title={title()}>
      <div class="till-returns" data-view={view().kind} ref={frame}>
        <Show when={view().kind !== 'list' && view().kind !== 'done'}>
          <Button
            class="till-returns__back"
            size="till"
            variant="quiet"
            icon={ChevronLeft}
            onClick={() => setView({ kind: 'list' })}
          >
            {t('returns.back')}
          </Button>
        </Show>
        <Switch>
          <Match when={of('list')}>
            <ReceiptList onOpen={number => setView({ kind: 'receipt', number })} onNoReceipt={noReceipt} />
          </Match>
          <Match when={of('receipt')} keyed>
            {now => (
              <ReceiptView
                number={now.number}
                onGoods={sold => setView({ kind: 'goods', sold })}
                onVoid={receipt => setView({ kind: 'void', receipt })}
                onNoReceipt={noReceipt}
              />
            )}
          </Match>
          <Match when={of('goods')} keyed>
            {now => <GoodsForm sold={now.sold} onDone={done} onExchange={exchanging} />}
          </Match>
          <Match when={of('no-receipt')}>
            <NoReceiptForm onDone={done} onExchange={exchanging} />
          </Match>
          <Match when={of('void')} keyed>
            {now => <VoidForm receipt={now.receipt} onDone={done} />}
          </Match>
          <Match when={of('done')} keyed>
            {now => <ReturnDone receipt={now.receipt} onClose={till.returns.close} />}
          </Match>
        </Switch>
      </div>
    </Sheet>
  )
}
