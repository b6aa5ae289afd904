import { createEffect, type JSX, lazy, on, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { makeWedgeScanner } from '../hardware/wedge-scanner.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { showToast, ToastRegion } from '../ui/toast.tsx'
import { Cart } from './cart.tsx'
import { CartBar } from './cart-bar.tsx'
import { DoneScreen } from './done-screen.tsx'
import { LineAnnouncer } from './line-announcer.tsx'
import { PayScreen } from './pay-screen.tsx'
import { ProductPane } from './product-pane.tsx'
import { ShortcutSheet } from './shortcut-sheet.tsx'
import { createShortcuts } from './shortcuts.ts'
import { useTill } from './till-context.tsx'
import { TillHeader } from './till-header.tsx'
import { UpdateBar } from './update-bar.tsx'

/** Loaded when there is something to print; a till without a printer never does. */
const PrintNotice = lazy(async () => {
  const [part] = await Promise.all([import('../hardware/printing/print-notice.tsx'), loadTexts('hardware')])
  return { default: part.PrintNotice }
})

/** The one screen of a cashier: products, the sale, the payment, the receipt. */
export function SellingScreen(): JSX.Element {
  const till = useTill()
  const shortcuts = createShortcuts(till)
  onMount(() => {
    const onScan = (code: string) => {
      shortcuts.takeBack(code)
      till.scanning.scan(code).catch(() => showToast({ text: t('till.failure.command') }))
    }
    onCleanup(makeWedgeScanner(window, onScan, { onLikely: till.scanning.expect }))
  })
  // On a phone the cart closes when there is nothing left to show in it.
  createEffect(
    on(
      () => till.sales.step().kind,
      kind => kind === 'done' && till.setCartOpen(false),
    ),
  )
  const step = till.sales.step
  const paying = () => {
    const now = step()
    return now.kind === 'paying' ? now : null
  }
  const done = () => {
    const now = step()
    return now.kind === 'done' ? now.receipt : null
  }
  return (
    <div class="till" data-screen={step().kind} data-cart={till.cartOpen() ? 'open' : 'closed'}>
      <TillHeader onHelp={() => shortcuts.setHelpOpen(true)} />
      <UpdateBar />
      <Show when={till.printing.open().length > 0}>
        {/* A part that is still loading hides nothing else of the till. */}
        <Suspense>
          <PrintNotice printing={till.printing} />
        </Suspense>
      </Show>
      <main class="till__main">
        <Show when={step().kind === 'selling'}>
          <ProductPane />
          <Cart />
          <CartBar />
        </Show>
        <Show when={paying()}>{now => <PayScreen paying={now()} />}</Show>
        <Show when={done()}>{receipt => <DoneScreen receipt={receipt()} />}</Show>
      </main>
      <ToastRegion class="till__toasts" />
      <LineAnnouncer />
      <ShortcutSheet open={shortcuts.helpOpen()} onClose={() => shortcuts.setHelpOpen(false)} />
    </div>
  )
}
