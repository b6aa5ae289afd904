import { type OfferState, offerState } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { momentHere } from '../../local/pricing-context.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { now } from '../../ui/relative-time.tsx'

const TONES: { readonly [State in OfferState]: NonNullable<BadgeProps['tone']> } = {
  on: 'positive',
  scheduled: 'accent',
  resting: 'neutral',
  ended: 'neutral',
  archived: 'neutral',
  'not-whole': 'critical',
}

/** Where a promotion or a price list stands at this minute. */
export function OfferBadge(props: { readonly offer: Parameters<typeof offerState>[0] }): JSX.Element {
  const state = () => offerState(props.offer, momentHere(now()))
  return <Badge tone={TONES[state()]}>{t(`promotions.state.${state()}`)}</Badge>
}
