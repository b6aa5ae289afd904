import { SCALE_MODELS, type ScaleModelName } from '@evertill/crdt-model/devices'
import { LinkLost } from '@evertill/crdt-model/printing'
import Cable from 'lucide-solid/icons/cable'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ScaleSetup } from '../../local/devices.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { browserSerial } from '../printing/browser-devices.ts'
import { findScaleModel } from '../scale/find-scale-model.ts'
import { type ChoiceProblem, choosePort } from './choose-port.ts'

/** Has the browser ask on which port the scale is, and finds out what it speaks. */
export function ScalePortSetup(props: {
  /** @param model what was found, or null when the scale was not understood: then it is set up as the commonest */
  readonly onFound: (scale: ScaleSetup, model: ScaleModelName | null) => void
}): JSX.Element {
  const [trying, setTrying] = createSignal<ScaleModelName | null>(null)
  const [problem, setProblem] = createSignal<ChoiceProblem | null>(null)
  const choose = async () => {
    setProblem(null)
    const chosen = await choosePort()
    if (chosen.kind !== 'chosen') return setProblem(chosen.kind)
    const { device } = chosen
    const model = await findScaleModel(device, setTrying).catch((error: unknown) => {
      if (error instanceof LinkLost) return null
      throw error
    })
    setTrying(null)
    props.onFound({ kind: 'serial', device, ...SCALE_MODELS[model ?? 'toledo-8217'] }, model)
  }
  if (browserSerial() === null) return <Notice kind="warning" title={t('hardware.setup.noSerial')} />
  return (
    <>
      <p class="hardware__words">{t('devices.scale.serialHint')}</p>
      <Show when={problem()}>{what => <Notice kind="warning" title={t(`devices.list.${what()}`)} />}</Show>
      <div class="hardware__actions">
        <Button
          size="till"
          variant="primary"
          icon={Cable}
          busy={trying() !== null}
          onClick={() => void choose()}
        >
          {t('devices.scale.choose')}
        </Button>
      </div>
      <p class="hardware__words" role="status">
        <Show when={trying()}>
          {model => t('devices.scale.trying', { model: t(`devices.scale.models.${model()}`) })}
        </Show>
      </p>
    </>
  )
}
