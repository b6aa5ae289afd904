import { type JSX, onMount } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { useTill } from '../till-context.tsx'
import { createTypedAmount } from './typed-amount.ts'
import type { WayFormProps } from './way-form.tsx'

/** A tip of any amount. */
export function TipForm(props: WayFormProps): JSX.Element {
  const till = useTill()
  const amount = createTypedAmount(() => 0, props.typed)
  const money = (minor: number) => formatMoney(minor, till.currency())
  onMount(() =>
    props.onEntry({
      label: () => t('tenders.amountOf.tip'),
      shown: () => money(amount.value()),
      press: amount.press,
      clear: amount.clear,
      action: () =>
        amount.value() === 0
          ? t('tenders.tip.none')
          : t('tenders.tip.set', { amount: money(amount.value()) }),
      unavailable: () => false,
      confirm() {
        if (till.sales.setTip(amount.value())) props.onLeave()
      },
    }),
  )
  return (
    <section class="till-way-form" aria-label={t('till.pay.tip')}>
      <p>{t('tenders.tip.explain')}</p>
    </section>
  )
}
