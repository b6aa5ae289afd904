import type { ScaleOffer } from '@evertill/crdt-model/devices'
import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { StateLine } from '../ui/state-line.tsx'

/** What the scale says of the weight, in words, and the way back to it once somebody typed one. */
export function ScaleLine(props: {
  /** Null before it said anything. */
  readonly offer: ScaleOffer | null
  readonly isTyped: boolean
  readonly onUseScale: () => void
}): JSX.Element {
  const tone = () => {
    if (props.isTyped || props.offer === null) return 'waiting'
    return TONES[props.offer.kind]
  }
  return (
    <div class="till-weight__scale">
      <StateLine tone={tone()} live>
        {props.isTyped ? t('devices.scale.typed') : offerWords(props.offer)}
      </StateLine>
      <Show when={props.isTyped}>
        <Button size="till" variant="quiet" onClick={() => props.onUseScale()}>
          {t('devices.scale.useScale')}
        </Button>
      </Show>
    </div>
  )
}

/** Why the scale has no weight to give, or that it has one. */
export function offerWords(offer: ScaleOffer | null): string {
  return t(`devices.scale.state.${offer?.kind ?? 'asking'}`)
}

/** Ready, a moment's patience, or something for a person to do. */
const TONES = {
  ready: 'good',
  empty: 'waiting',
  motion: 'waiting',
  'not-cleared': 'low',
  overload: 'bad',
  'below-zero': 'low',
  'not-zeroed': 'low',
  'own-tare': 'low',
  unreadable: 'bad',
  silent: 'bad',
  lost: 'bad',
} as const satisfies Readonly<Record<ScaleOffer['kind'], string>>
