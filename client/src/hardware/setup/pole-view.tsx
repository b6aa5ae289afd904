import { POLE_LANGUAGES, type PoleLanguage } from '@evertill/crdt-model/devices'
import Cable from 'lucide-solid/icons/cable'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PoleSetup } from '../../local/devices.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { StateLine } from '../../ui/state-line.tsx'
import type { Devices } from '../devices/create-devices.ts'
import { browserSerial } from '../printing/browser-devices.ts'
import { type ChoiceProblem, choosePort } from './choose-port.ts'
import { DeviceHead } from './device-head.tsx'

const BAUD_RATES = ['2400', '4800', '9600', '19200', '38400', '57600', '115200']

/** The till's pole display: its port, what it speaks, and a test that shows whether that is right. */
export function PoleView(props: {
  readonly devices: Devices
  readonly onBack: () => void
  readonly onChange: (pole: PoleSetup | null) => void
}): JSX.Element {
  const setup = () => props.devices.setup().pole
  const pole = () => props.devices.running()?.pole()
  const [problem, setProblem] = createSignal<ChoiceProblem | null>(null)
  const choose = async () => {
    setProblem(null)
    const chosen = await choosePort()
    if (chosen.kind !== 'chosen') return setProblem(chosen.kind)
    props.onChange({ device: chosen.device, baudRate: 9600, language: 'esc-pos' })
  }
  const stateWords = () => {
    const isThere = pole()?.isThere()
    if (isThere === undefined) return t('devices.scanner.looking')
    return t(isThere ? 'devices.pole.ready' : 'devices.pole.gone')
  }
  const tone = () => (pole()?.isThere() === undefined ? 'waiting' : pole()?.isThere() ? 'good' : 'bad')
  return (
    <div class="hardware__group">
      <DeviceHead kind="pole" onBack={props.onBack} />
      <p class="hardware__words">{t('devices.pole.hint')}</p>
      <Show when={problem()}>{what => <Notice kind="warning" title={t(`devices.list.${what()}`)} />}</Show>
      <Show
        when={setup()}
        fallback={
          <Show
            when={browserSerial() !== null}
            fallback={<Notice kind="warning" title={t('hardware.setup.noSerial')} />}
          >
            <div class="hardware__actions">
              <Button size="till" variant="primary" icon={Cable} onClick={() => void choose()}>
                {t('devices.pole.choose')}
              </Button>
            </div>
          </Show>
        }
      >
        {now => (
          <>
            <StateLine tone={tone()} live>
              {stateWords()}
            </StateLine>
            <p class="hardware__words">{t('devices.pole.testHint')}</p>
            <div class="hardware__actions">
              <Button size="till" variant="primary" onClick={() => pole()?.test()}>
                {t('devices.pole.test')}
              </Button>
            </div>
            <ChoiceField<PoleLanguage>
              label={t('devices.pole.language')}
              value={now().language}
              onValue={language => props.onChange({ ...now(), language })}
              options={POLE_LANGUAGES.map(value => ({ value, label: t(`devices.pole.languages.${value}`) }))}
            />
            <ChoiceField
              label={t('devices.scale.baud')}
              value={String(now().baudRate)}
              onValue={rate => props.onChange({ ...now(), baudRate: Number(rate) })}
              options={BAUD_RATES.map(value => ({ value, label: value }))}
            />
            <div class="hardware__actions">
              <Button size="till" variant="critical" onClick={() => props.onChange(null)}>
                {t('devices.list.remove')}
              </Button>
            </div>
          </>
        )}
      </Show>
    </div>
  )
}
