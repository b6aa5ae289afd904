import type { GenericScale } from '@evertill/crdt-model/devices'
import { createSignal, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { marksOf } from '../scale/scale-model.ts'

const ENDS = ['lf', 'cr', 'etx'] as const
const DECIMALS = ['0', '1', '2', '3']
const AT_REST = ['1', '2', '3', '4', '5']

/** How a scale is described that the till does not know: what it is asked, and how its answers read. */
export function GenericScaleFields(props: {
  readonly protocol: GenericScale
  readonly onChange: (protocol: GenericScale) => void
}): JSX.Element {
  const change = (some: Partial<GenericScale>) => props.onChange({ ...props.protocol, ...some })
  const [request, setRequest] = createSignal(props.protocol.request)
  return (
    <>
      <TextField
        label={t('devices.scale.request')}
        description={t('devices.scale.requestHint')}
        maxlength={40}
        autocomplete="off"
        value={request()}
        onValue={setRequest}
        onLeave={() => change({ request: request() })}
      />
      <ChoiceField
        label={t('devices.scale.end')}
        value={props.protocol.end}
        onValue={end => change({ end })}
        options={ENDS.map(value => ({ value, label: t(`devices.scale.ends.${value}`) }))}
      />
      <ChoiceField
        label={t('devices.scale.decimals')}
        value={String(props.protocol.decimals)}
        onValue={decimals => change({ decimals: Number(decimals) })}
        options={DECIMALS.map(value => ({ value, label: value }))}
      />
      <Marks
        label={t('devices.scale.motion')}
        marks={props.protocol.motion}
        onMarks={motion => change({ motion })}
      />
      <Marks
        label={t('devices.scale.overload')}
        marks={props.protocol.overload}
        onMarks={overload => change({ overload })}
      />
      <Marks
        label={t('devices.scale.belowZero')}
        marks={props.protocol.belowZero}
        onMarks={belowZero => change({ belowZero })}
      />
      <ChoiceField
        label={t('devices.scale.atRest')}
        value={String(props.protocol.atRest)}
        onValue={times => change({ atRest: Number(times) })}
        options={AT_REST.map(value => ({ value, label: value }))}
      />
    </>
  )
}

function Marks(props: {
  readonly label: string
  readonly marks: readonly string[]
  readonly onMarks: (marks: readonly string[]) => void
}): JSX.Element {
  const [text, setText] = createSignal(props.marks.join(', '))
  return (
    <TextField
      label={props.label}
      description={t('devices.scale.marksHint')}
      maxlength={100}
      autocomplete="off"
      value={text()}
      onValue={setText}
      onLeave={() => props.onMarks(marksOf(text()))}
    />
  )
}
