import { couponKey, couponUsesReply } from '@evertill/crdt-model'
import { createResource, type JSX, Match, Switch } from 'solid-js'
import { api } from '../../api/relay-api.ts'
import { formatNumber } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'

/** How often a coupon was used so far, at all tills; more than its limit where tills did not know of each other. */
export function CouponUses(props: {
  readonly coupon: string
  readonly limit: number | undefined
}): JSX.Element {
  const [answer] = createResource(
    () => couponKey(props.coupon),
    key => api.post('/api/coupon-uses', { coupons: [key] }, couponUsesReply),
  )
  const uses = () => {
    const now = answer()
    return now?.ok ? (now.value.uses[couponKey(props.coupon)] ?? 0) : undefined
  }
  const isOver = () => (uses() ?? 0) > (props.limit ?? Number.POSITIVE_INFINITY)
  const words = () => {
    const used = formatNumber(uses() ?? 0)
    if (props.limit === undefined) return t('promotions.where.used', { count: uses() ?? 0 })
    const limit = formatNumber(props.limit)
    return t(isOver() ? 'promotions.where.usedOver' : 'promotions.where.usedOf', { used, limit })
  }
  return (
    <p class={isOver() ? 'offer-uses offer-uses--over' : 'offer-uses'} role="status">
      <Switch fallback={t('promotions.where.usesUnknown')}>
        <Match when={answer.loading}>…</Match>
        <Match when={uses() !== undefined}>{words()}</Match>
      </Switch>
    </p>
  )
}
