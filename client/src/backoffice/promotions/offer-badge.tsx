import { type OfferState, offerState } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { momentAt } from '../../local/pricing-context.ts'
import { Badge, type BadgeProps } from '../../ui/badge.tsx'
import { now } from '../../ui/relative-time.tsx'
import { useOffice } from '../office-context.tsx'

const TONES: { readonly [State in OfferState]: NonNullable<BadgeProps['tone']> } = {
  on: 'positive',
  scheduled: 'accent',
  resting: 'neutral',
  ended: 'neutral',
  archived: 'neutral',
  'not-whole': 'critical',
}

/** Where a promotion or a price list stands at this minute in the first of the stores that sell from the catalog. */
export function OfferBadge(props: { readonly offer: Parameters<typeof offerState>[0] }): JSX.Element {
  const office = useOffice()
  const store = () => office.stores()?.find(each => each.catalog === office.catalog()?.id)
  const state = () => offerState(props.offer, momentAt(now(), store()?.timeZone))
  return <Badge tone={TONES[state()]}>{t(`promotions.state.${state()}`)}</Badge>
}
