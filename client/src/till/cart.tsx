import type { SaleLine } from '@evertill/crdt-model'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import PauseCircle from 'lucide-solid/icons/circle-pause'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import ShoppingBasket from 'lucide-solid/icons/shopping-basket'
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  type JSX,
  lazy,
  on,
  onCleanup,
  Show,
  Suspense,
} from 'solid-js'
import { loadTexts, t } from '../i18n/translate.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { showToast } from '../ui/toast.tsx'
import { AgeBar } from './age-bar.tsx'
import './cart.css'
import { CartFoot } from './cart-foot.tsx'
import { CartLine } from './cart-line.tsx'
import { countItems } from './count-items.ts'
import { CustomerBar } from './customers/customer-bar.tsx'
import { ItemQuestion } from './item-question-later.tsx'
import { SaleExchange } from './sale-exchange.tsx'
import { useTill } from './till-context.tsx'

/** Loaded when something else than paying is to be done with the sale. */
const SaleOptions = lazy(async () => {
  const [part] = await Promise.all([import('./terms/sale-options.tsx'), loadTexts('terms')])
  return { default: part.SaleOptions }
})

/** The sale on screen: its lines, what has to be asked, the total, and Pay in its place. */
export function Cart(): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const { sales } = till
  const [optionsOpen, setOptionsOpen] = createSignal(false)
  let list: HTMLOListElement | undefined
  const lines = () => sales.sale().lines
  const ids = createMemo(() => lines().flatMap(line => (line.product === null ? [] : [line.product])))
  const products = createLiveQuery(() => database.products.bulkGet(ids()))
  const byId = createMemo(
    () => new Map((products() ?? []).filter(row => row !== undefined).map(row => [row.id, row])),
  )
  const productOf = (line: SaleLine) => (line.product === null ? undefined : byId().get(line.product))
  const byLine = createMemo(() => new Map(lines().map(line => [line.id, line])))
  const priced = createMemo(() => new Map(sales.totals().lines.map(line => [line.id, line])))
  const park = () => {
    sales.park()
    showToast({ text: t('till.cart.parkedToast') })
  }
  // What was opened for one sale is not open in the next.
  createEffect(on(lines, now => now.length === 0 && setOptionsOpen(false)))
  // The newest line is in sight; the browser scrolls no more than it must. What is newly observed is told of once the
  // page is laid out for the line's own frame: to ask where it is any earlier has the page laid out twice.
  const laidOut = new ResizeObserver(([seen]) => {
    laidOut.disconnect()
    seen?.target.scrollIntoView({ block: 'nearest' })
  })
  onCleanup(() => laidOut.disconnect())
  createEffect(
    on(sales.lit, lit => {
      laidOut.disconnect()
      const line = lit && list?.querySelector(`[data-line="${lit.line}"]`)
      if (line) laidOut.observe(line)
    }),
  )
  return (
    <aside class="till-cart" aria-label={t('till.cart.title')}>
      <header class="till-cart__header">
        <Button
          class="till-cart__close"
          size="till"
          variant="quiet"
          icon={ChevronLeft}
          onClick={() => till.setCartOpen(false)}
        >
          {t('till.cart.close')}
        </Button>
        <div class="till-cart__title">
          <h2>{t('till.cart.title')}</h2>
          <Show when={lines().length > 0}>
            <span class="till-cart__count tabular">
              {t('till.cart.items', { count: countItems(lines()) })}
            </span>
          </Show>
        </div>
        <Show when={lines().length > 0}>
          <Button
            size="till"
            variant="quiet"
            icon={PauseCircle}
            title={t('till.cart.parkHint')}
            onClick={park}
          >
            {t('till.cart.park')}
          </Button>
          <Button
            size="till"
            variant="quiet"
            icon={Ellipsis}
            aria-expanded={optionsOpen()}
            onClick={() => setOptionsOpen(open => !open)}
          >
            {t('till.cart.options')}
          </Button>
        </Show>
      </header>
      <CustomerBar />
      <Show
        when={lines().length > 0}
        fallback={
          <div class="till-cart__empty">
            {/* What is asked of the first item is said instead. */}
            <Show when={sales.question() === null}>
              <EmptyState icon={ShoppingBasket} title={t('till.cart.empty')}>
                {t('till.cart.emptyHint')}
              </EmptyState>
            </Show>
          </div>
        }
      >
        <ol class="till-cart__lines" ref={list}>
          <For each={lines().map(line => line.id)}>
            {id => (
              <Show when={byLine().get(id)}>
                {line => (
                  <CartLine
                    line={line()}
                    amount={priced().get(id)?.amount ?? 0}
                    discounts={priced().get(id)?.discounts ?? []}
                    product={productOf(line())}
                  />
                )}
              </Show>
            )}
          </For>
        </ol>
      </Show>
      <Show when={sales.step().kind === 'selling'}>
        <ItemQuestion />
      </Show>
      <AgeBar />
      <Show when={optionsOpen() && lines().length > 0}>
        <Suspense>
          <SaleOptions onDone={() => setOptionsOpen(false)} />
        </Suspense>
      </Show>
      <SaleExchange removable />
      <CartFoot />
    </aside>
  )
}
