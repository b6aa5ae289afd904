import type { BridgeScale } from '@evertill/crdt-model/devices'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { bridgeOf, isSameBridge, type PairedBridge } from '../../local/bridge.ts'
import type { ScaleSetup } from '../../local/devices.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import type { BridgeClient } from '../printing/bridge-client.ts'
import { BridgePairing } from './bridge-pairing.tsx'

/** Pairs with the print bridge where that is to be done, and chooses one of its scales. */
export function ScaleBridgeSetup(props: {
  /** The scale as it is set up; null for a new one. */
  readonly setup: ScaleSetup | null
  readonly paired: PairedBridge | null
  readonly onScale: (scale: ScaleSetup) => void
}): JSX.Element {
  const connection = () => (props.setup?.kind === 'bridge' ? props.setup : null)
  const [scales, setScales] = createSignal<readonly BridgeScale[]>([])
  const [bridge, setBridge] = createSignal<PairedBridge | null>(null)
  const use = ({ id, name }: BridgeScale) => {
    const held = bridge()
    if (held === null) return
    props.onScale({ kind: 'bridge', ...bridgeOf(held), scaleId: id, name })
  }
  const look = async (client: BridgeClient, paired: PairedBridge) => {
    const found = await client.scales()
    setBridge(paired)
    setScales(found)
    const held = connection()
    const mine = found.find(({ id }) => id === held?.scaleId)
    // Paired anew: the scale is reached so from now on.
    if (held !== null && mine && !isSameBridge(held, paired)) use(mine)
  }
  return (
    <BridgePairing paired={connection() ?? props.paired} onPaired={look}>
      <Show
        when={scales().length > 0}
        fallback={<p class="hardware__words">{t('devices.scale.noBridgeScales')}</p>}
      >
        <ChoiceField
          label={t('devices.scale.bridgeScales')}
          value={connection()?.scaleId ?? ''}
          onValue={id => {
            const chosen = scales().find(scale => scale.id === id)
            if (chosen) use(chosen)
          }}
          options={[
            ...(connection() === null ? [{ value: '', label: '—' }] : []),
            ...scales().map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Show>
    </BridgePairing>
  )
}
