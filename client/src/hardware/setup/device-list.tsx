import MonitorUp from 'lucide-solid/icons/monitor-up'
import Scale from 'lucide-solid/icons/scale'
import ScanBarcode from 'lucide-solid/icons/scan-barcode'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { DeviceSetup } from '../../local/devices.ts'
import type { Devices } from '../devices/create-devices.ts'
import { HardwareCard } from './hardware-card.tsx'

export type DeviceKind = 'scanner' | 'scale' | 'pole'

const KINDS = [
  { kind: 'scanner', icon: ScanBarcode },
  { kind: 'scale', icon: Scale },
  { kind: 'pole', icon: MonitorUp },
] as const

/** What this till has beside printers, each with a way to set it up. */
export function DeviceList(props: {
  readonly devices: Devices
  readonly onDevice: (kind: DeviceKind) => void
}): JSX.Element {
  return (
    <section class="hardware__group" aria-labelledby="hardware-devices">
      <h3 id="hardware-devices" class="hardware__heading">
        {t('devices.list.title')}
      </h3>
      <ul class="hardware__list">
        <For each={KINDS}>
          {({ kind, icon }) => (
            <HardwareCard icon={icon} name={t(`devices.${kind}.title`)} onOpen={() => props.onDevice(kind)}>
              <span class="hardware__words">{summary(props.devices, kind)}</span>
            </HardwareCard>
          )}
        </For>
      </ul>
    </section>
  )
}

function summary(devices: Devices, kind: DeviceKind): string {
  const setup = devices.setup()
  switch (kind) {
    case 'scanner':
      return scannerWords(setup)
    case 'pole':
      return setup.pole === null
        ? t('devices.list.none')
        : t('devices.scanner.onPort', { baud: String(setup.pole.baudRate) })
    case 'scale':
      if (setup.scale === null) return t('devices.list.none')
      return setup.scale.kind === 'bridge' ? setup.scale.name : t('devices.scale.serial')
  }
}

function scannerWords({ scanners, wedge }: DeviceSetup): string {
  const names = scanners.map(each =>
    each.kind === 'hid' ? each.name : t('devices.scanner.onPort', { baud: String(each.baudRate) }),
  )
  if (names.length > 0) return names.join(' · ')
  return t(wedge === null ? 'devices.scanner.types' : 'devices.scanner.typesLearned')
}
