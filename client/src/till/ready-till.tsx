import { makeId, type PricingContext, type ProductId } from '@evertill/crdt-model'
import { createEffect, createMemo, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { createPrinting } from '../hardware/printing/create-printing.ts'
import { t } from '../i18n/translate.ts'
import type { StoreRow } from '../local/database.ts'
import { findByScan } from '../local/find-product.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { holdSaleLock } from '../pwa/sale-lock.ts'
import { useReplica } from '../replica/create-replica.ts'
import { showToast } from '../ui/toast.tsx'
import { createScanning } from './create-scanning.ts'
import { createSearch, followProducts } from './create-search.ts'
import type { LeftSale } from './read-open-draft.ts'
import { createSaleStore, type SaleStore } from './sale-store.ts'
import { SellingScreen } from './selling-screen.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { playSound } from './sounds.ts'
import { TillProvider } from './till-context.tsx'

export interface ReadyTillProps {
  readonly workplace: TillWorkplace
  readonly store: StoreRow
  readonly pricing: PricingContext
  readonly left: LeftSale
}

/** The till with its stores in order. The sale lives here, above the sign-in, so that a change of person keeps it. */
export function ReadyTill(props: ReadyTillProps): JSX.Element {
  const replica = useReplica()
  const database = useLocalDatabase()
  const [cartOpen, setCartOpen] = createSignal(false)
  const sales = createSaleStore(
    {
      context: () => props.pricing,
      send: command => replica.send(command),
      newId: () => makeId<ProductId>(crypto.getRandomValues(new Uint8Array(10))),
      now: Date.now,
      onRefusal: refusal => showToast({ text: t(`till.refusal.${refusal.code}`) }),
      onAdded: () => playSound('added'),
      onCompleted: () => playSound('done'),
    },
    props.left,
  )
  const search = createSearch(followProducts(database), command => replica.send(command))
  const scanning = createScanning({
    find: code => findByScan(database, code),
    add: sales.add,
    takeQuantity: () => {
      const quantity = search.quantity()
      if (quantity !== null) search.clear()
      return quantity ?? undefined
    },
    onUnknown: () => playSound('unknown'),
  })
  const printing = createPrinting(database, replica, () => props.store.timeZone)
  keepSaleLock(sales)
  // Changes of the operator only, not every status.
  const operator = createMemo(() => replica.status().operator?.person ?? null)
  return (
    <TillProvider
      till={{
        workplace: props.workplace,
        store: () => props.store,
        currency: () => props.pricing.currency,
        sales,
        search,
        scanning,
        printing,
        cartOpen,
        setCartOpen,
      }}
    >
      <Show when={operator() !== null} fallback={<SignInScreen />}>
        <SellingScreen />
      </Show>
    </TillProvider>
  )
}

/** While a sale is open in this tab, no tab applies an update. */
function keepSaleLock(sales: SaleStore): void {
  const isOpen = createMemo(() => sales.sale().lines.length > 0)
  createEffect(() => {
    if (isOpen()) onCleanup(holdSaleLock())
  })
}
