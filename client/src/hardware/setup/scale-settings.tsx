import {
  type GenericScale,
  SCALE_MODELS,
  type ScaleModelName,
  type ScalePortSettings,
} from '@evertill/crdt-model/devices'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ScaleSetup } from '../../local/devices.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { modelOf, SCALE_MODEL_NAMES } from '../scale/scale-model.ts'
import { GenericScaleFields } from './generic-scale-fields.tsx'

const BAUD_RATES = ['1200', '2400', '4800', '9600', '19200', '38400', '57600', '115200']
const FRAMES = ['8N1', '7E1', '7O1', '8E1', '8O1'] as const
type Frame = (typeof FRAMES)[number]
const PARITIES = { N: 'none', E: 'even', O: 'odd' } as const
const UNITS = ['kg', 'g', 'lb', 'oz'] as const

type SerialScale = Extract<ScaleSetup, { readonly kind: 'serial' }>

/** What a scale on a port of this machine speaks, for what the till did not find out by itself. */
export function ScaleSettings(props: {
  readonly setup: SerialScale
  readonly onChange: (scale: SerialScale) => void
}): JSX.Element {
  const [isOther, setIsOther] = createSignal(false)
  const model = () => (isOther() ? 'other' : (modelOf(props.setup.protocol) ?? 'other'))
  const change = (some: Partial<SerialScale>) => props.onChange({ ...props.setup, ...some })
  const changePort = (some: Partial<ScalePortSettings>) => change({ port: { ...props.setup.port, ...some } })
  const chooseModel = (next: ScaleModelName | 'other') => {
    setIsOther(next === 'other')
    const { unit } = props.setup.protocol
    if (next !== 'other') {
      const { port, protocol } = SCALE_MODELS[next]
      change({ port, protocol: { ...protocol, unit } })
    } else if (props.setup.protocol.kind !== 'generic')
      change({ protocol: { ...SCALE_MODELS.streaming.protocol, unit } })
  }
  const generic = (): GenericScale | false => {
    const { protocol } = props.setup
    return model() === 'other' && protocol.kind === 'generic' && protocol
  }
  return (
    <>
      <ChoiceField<ScaleModelName | 'other'>
        label={t('devices.scale.model')}
        value={model()}
        onValue={chooseModel}
        options={[...SCALE_MODEL_NAMES, 'other' as const].map(value => ({
          value,
          label: t(`devices.scale.models.${value}`),
        }))}
      />
      <ChoiceField
        label={t('devices.scale.unit')}
        value={props.setup.protocol.unit}
        onValue={unit => change({ protocol: { ...props.setup.protocol, unit } })}
        options={UNITS.map(value => ({ value, label: value }))}
      />
      <ChoiceField
        label={t('devices.scale.baud')}
        value={String(props.setup.port.baudRate)}
        onValue={rate => changePort({ baudRate: Number(rate) })}
        options={BAUD_RATES.map(value => ({ value, label: value }))}
      />
      <ChoiceField<Frame>
        label={t('devices.scale.frame')}
        value={frameOf(props.setup.port)}
        onValue={frame => changePort(portOf(frame))}
        options={FRAMES.map(value => ({ value, label: value }))}
      />
      <Show when={generic()}>
        {protocol => (
          <GenericScaleFields protocol={protocol()} onChange={next => change({ protocol: next })} />
        )}
      </Show>
    </>
  )
}

function frameOf({ dataBits, parity }: ScalePortSettings): Frame {
  return (
    FRAMES.find(frame => {
      const settings = portOf(frame)
      return settings.dataBits === dataBits && settings.parity === parity
    }) ?? '8N1'
  )
}

function portOf(frame: Frame): Pick<ScalePortSettings, 'dataBits' | 'parity'> {
  const letter = frame.charAt(1)
  return {
    dataBits: frame.startsWith('7') ? 7 : 8,
    parity: letter === 'E' || letter === 'O' ? PARITIES[letter] : PARITIES.N,
  }
}
