import ChevronUp from 'lucide-solid/icons/chevron-up'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/icon.tsx'
import { Money } from '../ui/money.tsx'
import { countItems } from './count-items.ts'
import { useTill } from './till-context.tsx'

/** On a phone: the sale as a bar at the foot of the products, which opens it. */
export function CartBar(): JSX.Element {
  const till = useTill()
  const lines = () => till.sales.sale().lines
  return (
    <button type="button" class="till-cart-bar" onClick={() => till.setCartOpen(true)}>
      <span class="till-cart-bar__words">
        <Icon of={ChevronUp} />
        <span>
          <span class="visually-hidden">{t('till.cart.open')}: </span>
          {lines().length === 0 ? t('till.cart.title') : t('till.cart.items', { count: countItems(lines()) })}
        </span>
      </span>
      <Money class="till-cart-bar__total" minor={till.sales.totals().total} currency={till.currency()} />
    </button>
  )
}
