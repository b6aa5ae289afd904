import { type ScaleReading, scaleOffer } from '@evertill/crdt-model/devices'
import { createEffect, type JSX, onCleanup, Show } from 'solid-js'
import { formatMeasure } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { StateLine, type StateTone } from '../../ui/state-line.tsx'
import type { Scale } from '../scale/create-scale.ts'

/** What a scale says, as long as somebody looks: the weight in large, and how it is in words. */
export function ScaleLive(props: { readonly scale: Scale }): JSX.Element {
  createEffect(() => onCleanup(props.scale.watch()))
  const heard = () => {
    const reading = props.scale.reading()
    return reading?.kind === 'unreadable' && reading.text
  }
  return (
    <div class="hardware__live">
      <p class="hardware__words">{t('devices.scale.now')}</p>
      <output class="hardware__weight tabular" aria-live="off">
        {weightWords(props.scale.reading())}
      </output>
      <StateLine tone={toneOf(props.scale.reading())} live>
        {stateWords(props.scale.reading())}
      </StateLine>
      <Show when={heard()}>
        {text => <p class="hardware__words">{t('devices.scale.heard', { text: text() })}</p>}
      </Show>
    </div>
  )
}

function weightWords(reading: ScaleReading | null): string {
  return reading?.kind === 'weight' ? formatMeasure(reading.quantity, reading.unit) : '—'
}

/** How a scale is, in words; an empty one rests as well. */
export function stateWords(reading: ScaleReading | null): string {
  if (reading === null) return t('devices.scale.state.asking')
  if (reading.kind === 'weight') return t('devices.scale.state.ready')
  return t(`devices.scale.state.${scaleOffer(reading, 'kg', false).kind}`)
}

export function toneOf(reading: ScaleReading | null): StateTone {
  if (reading === null || reading.kind === 'motion') return 'waiting'
  if (reading.kind === 'weight') return 'good'
  return ['lost', 'silent', 'unreadable', 'overload'].includes(reading.kind) ? 'bad' : 'low'
}
