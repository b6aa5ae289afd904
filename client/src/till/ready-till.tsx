import {
  type BusinessDay,
  type CurrencyCode,
  makeId,
  type PricingContext,
  type ProductId,
  toId,
  usualLabelRules,
} from '@evertill/crdt-model'
import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show, Suspense } from 'solid-js'
import { displayOfSale } from '../display/display-of-sale.ts'
import { feedDisplay } from '../display/feed-display.ts'
import { createDevices } from '../hardware/devices/create-devices.ts'
import { createPrinting } from '../hardware/printing/create-printing.ts'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow, StoreRow } from '../local/database.ts'
import { findScanned, type ScanPlace } from '../local/find-product.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { holdSaleLock } from '../pwa/sale-lock.ts'
import { useReplica } from '../replica/create-replica.ts'
import { now } from '../ui/relative-time.tsx'
import { showToast } from '../ui/toast.tsx'
import { dateIn } from './age-check.ts'
import { createApproval } from './create-approval.ts'
import { createBadgeDesk } from './create-badge-desk.ts'
import { createScanning } from './create-scanning.ts'
import { createSearch, followProducts } from './create-search.ts'
import { createTillShift } from './create-till-shift.ts'
import { createCustomerDesk } from './customers/create-customer-desk.ts'
import { createHandoutDesk } from './handout/create-handout-desk.ts'
import { later } from './later.ts'
import { createParkedDesk } from './parked/create-parked-desk.ts'
import type { LeftSale } from './read-open-draft.ts'
import { refusalWords } from './refusal-words.ts'
import { createReturnsDesk } from './returns/create-returns-desk.ts'
import { createSaleStore, type SaleStore } from './sale-store.ts'
import { SellingScreen } from './selling-screen.tsx'
import { playSound } from './sounds.ts'
import { takeCoupon } from './take-coupon.ts'
import { TillProvider } from './till-context.tsx'

/** Who is signed in when the till starts is signed in still, most often. */
const SignInScreen = later(async () => (await import('./sign-in-screen.tsx')).SignInScreen)

/** No result is lower than a key of the till is, pixels (`--target-key`). */
const LOWEST_RESULT = 60

export interface ReadyTillProps {
  readonly workplace: TillWorkplace
  readonly store: StoreRow
  readonly pricing: PricingContext
  /** The products that are sold as deposits, by id. */
  readonly deposits: ReadonlyMap<ProductId, ProductRow>
  readonly left: LeftSale
}

/** The till with its stores in order. The sale lives here, above the sign-in, so that a change of person keeps it. */
export function ReadyTill(props: ReadyTillProps): JSX.Element {
  const replica = useReplica()
  const database = useLocalDatabase()
  const [cartOpen, setCartOpen] = createSignal(false)
  const [cameraOn, setCameraOn] = createSignal(false)
  const [unlisted, setUnlisted] = createSignal<{ readonly code: string } | null>(null)
  const [couponOpen, setCouponOpen] = createSignal(false)
  const [creditOpen, setCreditOpen] = createSignal(false)
  const currency = () => props.pricing.currency
  const promotions = () => props.pricing.promotions ?? []
  const approval = createApproval(database, replica)
  const badges = createBadgeDesk()
  const shift = createTillShift(database)
  const sales = createSaleStore(
    {
      context: () => props.pricing,
      send: command => replica.send(command),
      newId: () => makeId<ProductId>(crypto.getRandomValues(new Uint8Array(10))),
      now: Date.now,
      depositOf: ({ deposit }) => (deposit ? (props.deposits.get(deposit) ?? null) : null),
      tick: now,
      onRefusal: refusal =>
        showToast({ text: refusalWords(refusal, minor => formatMoney(minor, props.pricing.currency)) }),
      limits: sale => approval.limits(sale),
      may: approval.may,
      ask: approval.askSomebody,
      record: (act, sale) => {
        // The sale goes on, and its own entry says what was sold; but nobody is to think that this was noted.
        const say = () => showToast({ text: t('till.failure.notJournaled') })
        replica
          .send<'recordAct'>({ type: 'recordAct', act, sale })
          .then(result => result.kind !== 'recorded' && say(), say)
      },
      onAdded: () => playSound('added'),
      onCompleted: () => playSound('done'),
    },
    props.left,
  )
  const search = createSearch(
    followProducts(database),
    command => replica.send(command),
    () => Math.ceil(window.innerHeight / LOWEST_RESULT),
  )
  const returns = createReturnsDesk()
  const parked = createParkedDesk({ database, replica, sales, till: props.workplace.till })
  const customers = createCustomerDesk(database, sales)
  const scanning = createScanning({
    find: code =>
      findScanned(database, code, {
        ...scanPlace(props.store, props.pricing.currency),
        priceOf: sales.priceOf,
      }),
    add: sales.add,
    takeQuantity: () => {
      const quantity = search.quantity()
      if (quantity !== null) search.clear()
      return quantity ?? undefined
    },
    takeOther: code =>
      takeCoupon({ sales, promotions, currency, pricing: () => props.pricing }, code) ||
      returns.takeReceipt(code),
    takeSerial(serial, product) {
      const question = sales.question()
      if (question?.missing !== 'serial' || (product !== null && question.product.id !== product))
        return false
      sales.answerQuestion({ serial })
      return true
    },
    onUnknown: () => playSound('unknown'),
    takeCard: code => customers.takeCard(code),
  })
  const handout = createHandoutDesk(database)
  const printing = createPrinting(database, replica, () => props.store)
  const shown = () =>
    displayOfSale(props.store.name, {
      sale: sales.sale(),
      step: sales.step(),
      totals: sales.totals(),
      lit: sales.lit(),
      link: handout.link(),
    })
  const devices = createDevices(database, shown)
  keepSaleLock(sales)
  feedDisplay(props.workplace.till, shown)
  // Changes of the operator only, not every status.
  const operator = createMemo(() => replica.status().operator?.person ?? null)
  return (
    <TillProvider
      till={{
        workplace: props.workplace,
        store: () => props.store,
        currency,
        promotions,
        pricing: () => props.pricing,
        returns,
        parked,
        sales,
        search,
        scanning,
        printing,
        devices,
        unlisted,
        setUnlisted,
        cameraOn,
        setCameraOn,
        customers,
        approval,
        badges,
        shift,
        cartOpen,
        setCartOpen,
        couponOpen,
        setCouponOpen,
        creditOpen,
        setCreditOpen,
        handout,
      }}
    >
      <Show
        when={operator() !== null}
        fallback={
          <Suspense>
            <SignInScreen />
          </Suspense>
        }
      >
        <SellingScreen />
      </Show>
    </TillProvider>
  )
}

/** While a sale is open in this tab, no tab applies an update. */
function keepSaleLock(sales: SaleStore): void {
  const isOpen = createMemo(() => sales.sale().lines.length > 0 || sales.exchange() !== null)
  createEffect(() => {
    if (isOpen()) onCleanup(holdSaleLock())
  })
}

/** What codes are read with, at this moment. */
function scanPlace(store: StoreRow, currency: CurrencyCode): Omit<ScanPlace, 'priceOf'> {
  const today = toId<BusinessDay>(dateIn(store.timeZone, Date.now()))
  return { inStoreRules: store.labelRules ?? usualLabelRules(currency), currency, today }
}
