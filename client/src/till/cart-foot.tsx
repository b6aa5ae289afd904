import { savedIn } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { exemptionWords } from '../receipt/exemption-words.ts'
import { Button } from '../ui/button.tsx'
import { Money } from '../ui/money.tsx'
import { CouponRow } from './coupon-row.tsx'
import { useTill } from './till-context.tsx'

/** Taxes, the total, and Pay: always in the same place. */
export function CartFoot(): JSX.Element {
  const till = useTill()
  const { sales } = till
  const totals = sales.totals
  const exempted = () => totals().lines.reduce((sum, line) => sum + (line.exempted ?? 0), 0)
  const whyNot = () => {
    const missing = sales.question()?.missing
    if (missing !== undefined) return t(missing === 'price' ? 'till.cart.unpriced' : 'till.cart.unanswered')
    if (sales.sale().lines.length === 0) return t('till.cart.emptyReason')
    return sales.ageToCheck() > 0 ? t('till.age.payReason') : false
  }
  return (
    <footer class="till-foot">
      <CouponRow />
      <dl class="till-foot__sums">
        <Show when={savedIn(totals()) > 0}>
          <div class="till-foot__saved">
            <dt>{t('till.cart.saves')}</dt>
            <dd>
              <Money minor={savedIn(totals())} currency={till.currency()} />
            </dd>
          </div>
        </Show>
        <Show when={totals().taxAdded > 0}>
          <div>
            <dt>{t('till.cart.subtotal')}</dt>
            <dd>
              <Money minor={totals().subtotal} currency={till.currency()} />
            </dd>
          </div>
        </Show>
        <For each={totals().taxes}>
          {tax => (
            <div>
              <dt>
                {t(tax.included ? 'till.cart.taxIncluded' : 'till.cart.taxAdded', {
                  name: tax.name,
                  rate: formatRate(tax.rateMillionths),
                })}
              </dt>
              <dd>
                <Money minor={tax.tax} currency={till.currency()} />
              </dd>
            </div>
          )}
        </For>
        <Show when={sales.sale().exemption}>
          {exemption => (
            <div>
              <dt>
                {t('till.receipt.exempt')}: {exemptionWords(exemption())}
              </dt>
              <dd>
                <Show when={exempted() > 0}>
                  <Money minor={-exempted()} currency={till.currency()} />
                </Show>
              </dd>
            </div>
          )}
        </Show>
      </dl>
      <p class="till-foot__total">
        <span>{t('till.cart.total')}</span>
        <Money class="till-foot__amount" minor={totals().total} currency={till.currency()} />
      </p>
      <Button
        class="till-foot__pay"
        variant="primary"
        size="large"
        wide
        aria-keyshortcuts="F9"
        unavailable={whyNot()}
        onClick={() => sales.pay()}
      >
        {t('till.cart.pay')}
        <Show when={sales.sale().lines.length > 0 && whyNot()}>
          <span class="till-foot__reason">{whyNot()}</span>
        </Show>
      </Button>
    </footer>
  )
}
