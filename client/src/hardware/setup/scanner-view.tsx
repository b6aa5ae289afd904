import { createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { DeviceSetup, ScannerSetup } from '../../local/devices.ts'
import { Button } from '../../ui/button.tsx'
import { StateLine, type StateTone } from '../../ui/state-line.tsx'
import type { Devices } from '../devices/create-devices.ts'
import { takeScans } from '../scan-takers.ts'
import { DeviceHead } from './device-head.tsx'
import { LearnWedge } from './learn-wedge.tsx'
import { ScannerSetupForm } from './scanner-setup.tsx'

/** The till's scanners: what they read is shown here and not sold, the one that types is learned, others are added. */
export function ScannerView(props: {
  readonly devices: Devices
  readonly onBack: () => void
  readonly onChange: (some: Pick<Partial<DeviceSetup>, 'scanners' | 'wedge'>) => void
}): JSX.Element {
  const [last, setLast] = createSignal<{ readonly code: string } | null>(null)
  onMount(() => onCleanup(takeScans(code => setLast({ code }))))
  const scanners = () => props.devices.setup().scanners
  const isThere = (id: string) => props.devices.running()?.scanners.isThere(id)
  return (
    <div class="hardware__group">
      <DeviceHead kind="scanner" onBack={props.onBack} />
      <p class="hardware__words">{t('devices.scanner.hint')}</p>
      <div class="hardware__live">
        <p class="hardware__words">{t('devices.scanner.try')}</p>
        <output class="hardware__code" aria-live="polite">
          {shown(last()?.code)}
        </output>
      </div>
      <LearnWedge profile={props.devices.setup().wedge} onLearned={wedge => props.onChange({ wedge })} />
      <Show when={scanners().length > 0}>
        <ul class="hardware__list">
          <For each={scanners()}>
            {scanner => (
              <li class="hardware__card">
                <span class="hardware__card-text">
                  <strong>{nameOf(scanner)}</strong>
                  <StateLine tone={toneOf(isThere(scanner.id))} live>
                    {presenceWords(isThere(scanner.id))}
                  </StateLine>
                </span>
                <Button
                  size="till"
                  onClick={() =>
                    props.onChange({ scanners: scanners().filter(({ id }) => id !== scanner.id) })
                  }
                >
                  {t('devices.list.remove')}
                </Button>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ScannerSetupForm
        onScanner={scanner => props.onChange({ scanners: [...without(scanners(), scanner), scanner] })}
      />
    </div>
  )
}

/** The separators of a GS1 code and the ends in a licence have no sign of their own. */
function shown(code: string | undefined): string {
  return code === undefined ? '—' : [...code].map(sign => (sign < ' ' ? '·' : sign)).join('')
}

function nameOf(scanner: ScannerSetup): string {
  return scanner.kind === 'hid'
    ? scanner.name
    : t('devices.scanner.onPort', { baud: String(scanner.baudRate) })
}

function presenceWords(isThere: boolean | undefined): string {
  if (isThere === undefined) return t('devices.scanner.looking')
  return t(isThere ? 'devices.scanner.ready' : 'devices.scanner.gone')
}

function toneOf(isThere: boolean | undefined): StateTone {
  return isThere === undefined ? 'waiting' : isThere ? 'good' : 'bad'
}

/** The same device chosen once more takes its own place. */
function without(scanners: readonly ScannerSetup[], added: ScannerSetup): readonly ScannerSetup[] {
  const keyOf = (scanner: ScannerSetup) =>
    scanner.kind === 'hid'
      ? `hid ${scanner.vendorId} ${scanner.productId}`
      : `serial ${scanner.device.vendorId} ${scanner.device.productId}`
  return scanners.filter(scanner => keyOf(scanner) !== keyOf(added))
}
