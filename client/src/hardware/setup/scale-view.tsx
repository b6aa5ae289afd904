import type { ScaleModelName } from '@evertill/crdt-model/devices'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PairedBridge } from '../../local/bridge.ts'
import type { ScaleSetup } from '../../local/devices.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Devices } from '../devices/create-devices.ts'
import { DeviceHead } from './device-head.tsx'
import { ScaleBridgeSetup } from './scale-bridge-setup.tsx'
import { ScaleLive } from './scale-live.tsx'
import { ScalePortSetup } from './scale-port-setup.tsx'
import { ScaleSettings } from './scale-settings.tsx'

/** The till's scale: how it is connected, what it says now, and what it speaks. */
export function ScaleView(props: {
  readonly devices: Devices
  /** With which bridge this till is paired already. */
  readonly paired: PairedBridge | null
  readonly onBack: () => void
  readonly onChange: (scale: ScaleSetup | null) => void
}): JSX.Element {
  const setup = () => props.devices.setup().scale
  /** What was found out about the port that was just chosen: null for nothing. */
  const [found, setFound] = createSignal<ScaleModelName | null | undefined>()
  const ofSerial = () => {
    const now = setup()
    return now?.kind === 'serial' && now
  }
  return (
    <div class="hardware__group">
      <DeviceHead kind="scale" onBack={props.onBack} />
      <Show
        when={setup()}
        fallback={
          <>
            <p class="hardware__words">{t('devices.scale.hint')}</p>
            <h4 class="hardware__heading">{t('devices.scale.serial')}</h4>
            <ScalePortSetup
              onFound={(scale, model) => {
                setFound(model)
                props.onChange(scale)
              }}
            />
            <h4 class="hardware__heading">{t('devices.scale.bridge')}</h4>
            <p class="hardware__words">{t('devices.scale.bridgeHint')}</p>
            <ScaleBridgeSetup setup={null} paired={props.paired} onScale={props.onChange} />
          </>
        }
      >
        {now => (
          <>
            <Show when={props.devices.running()?.scale()}>{scale => <ScaleLive scale={scale()} />}</Show>
            <Show when={found()}>
              {model => (
                <Notice
                  kind="info"
                  title={t('devices.scale.found', { model: t(`devices.scale.models.${model()}`) })}
                />
              )}
            </Show>
            <Show when={found() === null}>
              <Notice kind="warning" title={t('devices.scale.notFound')} />
            </Show>
            <Show
              when={ofSerial()}
              fallback={<ScaleBridgeSetup setup={now()} paired={props.paired} onScale={props.onChange} />}
            >
              {serial => <ScaleSettings setup={serial()} onChange={props.onChange} />}
            </Show>
            <div class="hardware__actions">
              <Button
                size="till"
                variant="critical"
                onClick={() => {
                  setFound(undefined)
                  props.onChange(null)
                }}
              >
                {t('devices.list.remove')}
              </Button>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
