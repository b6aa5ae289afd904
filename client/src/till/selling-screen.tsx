import {
  children,
  createEffect,
  createMemo,
  type JSX,
  lazy,
  on,
  onCleanup,
  onMount,
  Show,
  Suspense,
} from 'solid-js'
import { giveScan, takeScans } from '../hardware/scan-takers.ts'
import { makeWedgeScanner } from '../hardware/wedge-scanner.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { showToast, ToastRegion } from '../ui/toast.tsx'
import { Cart } from './cart.tsx'
import { CartBar } from './cart-bar.tsx'
import { createShownStep } from './create-shown-step.ts'
import { currentDigitTaker } from './digit-taker.ts'
import { later, loadLater } from './later.ts'
import { LineAnnouncer } from './line-announcer.tsx'
import { ProductGrid } from './product-grid.tsx'
import { ProductPane } from './product-pane.tsx'
import { createShortcuts } from './shortcuts.ts'
import { TillBars } from './till-bars.tsx'
import { useTill } from './till-context.tsx'
import { TillHeader } from './till-header.tsx'
import { UpdateBar } from './update-bar.tsx'

const PayScreen = later(async () => (await import('./pay-screen.tsx')).PayScreen)
const DoneScreen = later(async () => (await import('./done-screen.tsx')).DoneScreen)
const ShortcutSheet = later(async () => (await import('./shortcut-sheet.tsx')).ShortcutSheet)

/** Loaded when somebody looks for a receipt or brings something back. */
const ReturnsSheet = lazy(async () => {
  const [part] = await Promise.all([import('./returns/returns-sheet.tsx'), loadTexts('returns')])
  return { default: part.ReturnsSheet }
})

/** Loaded when a customer is looked for. */
const CustomerSheet = lazy(async () => {
  const [part] = await Promise.all([import('./customers/customer-sheet.tsx'), loadTexts('customers')])
  return { default: part.CustomerSheet }
})

/** Loaded when somebody has to allow something. */
const ApprovalDialog = lazy(async () => {
  const [part] = await Promise.all([import('./approval-dialog.tsx'), loadTexts('rights')])
  return { default: part.ApprovalDialog }
})

/** Loaded when there is something to print; a till without a printer never does. */
const PrintNotice = lazy(async () => {
  const [part] = await Promise.all([
    import('../hardware/printing/print-notice.tsx'),
    loadTexts('hardware', 'shift'),
  ])
  return { default: part.PrintNotice }
})

const UnlistedSheet = lazy(async () => {
  const [part] = await Promise.all([import('./unlisted-sheet.tsx'), loadTexts('items')])
  return { default: part.UnlistedSheet }
})

/** Loaded when the first coupon is entered by hand. */
const HandoutSheet = lazy(async () => {
  const [part] = await Promise.all([import('./handout/handout-sheet.tsx'), loadTexts('handout')])
  return { default: part.HandoutSheet }
})
const CreditSheet = lazy(async () => {
  const [part] = await Promise.all([import('./credit/credit-sheet.tsx'), loadTexts('credit')])
  return { default: part.CreditSheet }
})
const CouponSheet = lazy(async () => ({ default: (await import('./coupon-sheet.tsx')).CouponSheet }))

const CameraPanel = lazy(async () => {
  const [part] = await Promise.all([import('./camera-panel.tsx'), loadTexts('items')])
  return { default: part.CameraPanel }
})

/** Loaded when the drawer is opened, counted or moved from. */
const ShiftSheet = lazy(async () => {
  const [part] = await Promise.all([import('./shift/shift-sheet.tsx'), loadTexts('shift')])
  return { default: part.ShiftSheet }
})

/** Loaded when all that is parked is looked at, or something is parked under a name. */
const ParkedSheet = lazy(async () => {
  const [part] = await Promise.all([import('./parked/parked-sheet.tsx'), loadTexts('parked')])
  return { default: part.ParkedSheet }
})
const ParkNameSheet = lazy(async () => {
  const [part] = await Promise.all([import('./parked/park-name-sheet.tsx'), loadTexts('parked')])
  return { default: part.ParkNameSheet }
})

/** The one screen of a cashier: products, the sale, the payment, the receipt. */
export function SellingScreen(): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const shortcuts = createShortcuts(till, replica)
  /** Whatever scanned it. */
  const onScan = (code: string) => {
    if (till.badges.take(code) || currentDigitTaker()?.scan?.(code) === true) return
    if (till.customers.takeScan(code) || till.returns.takeScan(code)) return
    till.scanning.scan(code).catch(() => showToast({ text: t('till.failure.command') }))
  }
  onMount(() => onCleanup(takeScans(onScan)))
  createEffect(() => {
    const profile = till.devices.setup().wedge
    const onTyped = (code: string) => {
      shortcuts.takeBack(code)
      giveScan(code)
    }
    onCleanup(makeWedgeScanner(window, onTyped, { profile, onLikely: till.scanning.expect }))
  })
  onMount(() => onCleanup(loadLater()))
  // On a phone the cart closes when there is nothing left to show in it.
  createEffect(
    on(
      () => till.sales.step().kind,
      kind => kind === 'done' && till.setCartOpen(false),
    ),
  )
  // There it also opens for what has to be asked of an item, and closes again with the answer.
  const isAsked = createMemo(() => till.sales.question() !== null)
  let wasOpen = false
  createEffect(
    on(
      isAsked,
      asked => {
        if (asked) wasOpen = till.cartOpen()
        till.setCartOpen(asked || wasOpen)
      },
      { defer: true },
    ),
  )
  // What a scan has to say stands with the products.
  createEffect(on(till.scanning.notice, notice => notice !== null && till.setCartOpen(false)))
  const step = createShownStep(till.sales.step)
  const isBehind = createMemo(() => step().kind !== 'selling')
  const tiles = children(() => <ProductGrid />)
  const paying = () => {
    const now = step()
    return now.kind === 'paying' ? now : null
  }
  const done = () => {
    const now = step()
    return now.kind === 'done' ? now.receipt : null
  }
  return (
    <div
      class="till"
      data-screen={step().kind}
      data-cart={till.cartOpen() ? 'open' : 'closed'}
      data-training={replica.status().training ? '' : undefined}
    >
      <TillHeader onHelp={() => shortcuts.setHelpOpen(true)} />
      <UpdateBar />
      <Show when={till.cameraOn()}>
        <Suspense>
          <CameraPanel onCode={onScan} onClose={() => till.setCameraOn(false)} />
        </Suspense>
      </Show>
      <TillBars />
      <Show when={till.printing.open().length > 0}>
        {/* A part that is still loading hides nothing else of the till. */}
        <Suspense>
          <PrintNotice printing={till.printing} />
        </Suspense>
      </Show>
      <main class="till__main">
        {/* Stays made behind the payment and the receipt: the first line of the next sale waits for nothing else. */}
        <div class="till__selling" inert={isBehind()}>
          <ProductPane tiles={tiles()} isBehind={isBehind()} />
          <Cart />
          <CartBar />
        </div>
        <Suspense>
          <Show when={paying()}>{now => <PayScreen paying={now()} />}</Show>
          <Show when={done()}>{receipt => <DoneScreen receipt={receipt()} />}</Show>
        </Suspense>
      </main>
      <Show when={till.unlisted()}>
        {unlisted => (
          <Suspense>
            <UnlistedSheet code={unlisted().code} onClose={() => till.setUnlisted(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={till.returns.opened()}>
        {start => (
          <Suspense>
            <ReturnsSheet start={start()} />
          </Suspense>
        )}
      </Show>
      {/* Not in the cart: on a phone that is hidden while products are shown. */}
      <Show when={till.customers.open()}>
        <Suspense>
          <CustomerSheet />
        </Suspense>
      </Show>
      <Show when={till.parked.sheet() !== null}>
        <Suspense>{till.parked.sheet() === 'name' ? <ParkNameSheet /> : <ParkedSheet />}</Suspense>
      </Show>
      <Show when={till.shift.sheet()}>
        {start => (
          <Suspense>
            <ShiftSheet start={start()} onClose={() => till.shift.setSheet(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={till.approval.request()}>
        {request => (
          <Suspense>
            <ApprovalDialog request={request()} />
          </Suspense>
        )}
      </Show>
      <ToastRegion class="till__toasts" />
      <LineAnnouncer />
      <Show when={till.couponOpen()}>
        <Suspense>
          <CouponSheet onClose={() => till.setCouponOpen(false)} />
        </Suspense>
      </Show>
      <Show when={till.handout.open()}>
        {handed => (
          <Suspense>
            <HandoutSheet handed={handed()} onClose={() => till.handout.setOpen(null)} />
          </Suspense>
        )}
      </Show>
      <Show when={till.creditOpen()}>
        <Suspense>
          <CreditSheet onClose={() => till.setCreditOpen(false)} />
        </Suspense>
      </Show>
      <Show when={shortcuts.helpOpen()}>
        <Suspense>
          <ShortcutSheet onClose={() => shortcuts.setHelpOpen(false)} />
        </Suspense>
      </Show>
    </div>
  )
}
