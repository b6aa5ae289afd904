import { couponGains } from '@evertill/crdt-model'
import Ticket from 'lucide-solid/icons/ticket'
import X from 'lucide-solid/icons/x'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import './coupon-row.css'
import { isUsedUp } from './take-coupon.ts'
import { useTill } from './till-context.tsx'

/** Above the total: the coupons that were presented, what each gives, and where to enter one. */
export function CouponRow(): JSX.Element {
  const till = useTill()
  const gains = createMemo(() =>
    couponGains(till.sales.sale().coupons ?? [], till.sales.totals(), till.promotions()),
  )
  // A shop without coupons is not asked for them.
  const isOffered = () =>
    gains().length > 0 || till.promotions().some(({ conditions }) => conditions.coupon !== undefined)
  return (
    <Show when={isOffered()}>
      <div class="till-coupons">
        <ul class="till-coupons__list" aria-label={t('till.coupon.title')}>
          <For each={gains()}>
            {gain => (
              <li
                class="till-coupon"
                classList={{ 'till-coupon--idle': gain.amount === 0 }}
                data-coupon={gain.coupon}
              >
                <span class="till-coupon__words">
                  <strong>{gain.coupon}</strong>
                  <span class="tabular">
                    {gain.amount > 0
                      ? formatMoney(-gain.amount, till.currency())
                      : t(isUsedUp(till, gain.coupon) ? 'till.coupon.noneLeft' : 'till.coupon.givesNothing')}
                  </span>
                </span>
                <button
                  type="button"
                  class="till-coupon__remove"
                  aria-label={t('till.coupon.remove', { code: gain.coupon })}
                  onClick={() => till.sales.withdrawCoupon(gain.coupon)}
                >
                  <Icon of={X} size="small" />
                </button>
              </li>
            )}
          </For>
        </ul>
        <Button
          size="till"
          variant="quiet"
          icon={Ticket}
          aria-keyshortcuts="F3"
          onClick={() => till.setCouponOpen(true)}
        >
          {t('till.coupon.add')}
        </Button>
      </div>
    </Show>
  )
}
