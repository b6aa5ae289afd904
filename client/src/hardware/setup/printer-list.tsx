import Cable from 'lucide-solid/icons/cable'
import Network from 'lucide-solid/icons/network'
import Printer from 'lucide-solid/icons/printer'
import Usb from 'lucide-solid/icons/usb'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection, PrinterId, PrintRoutes } from '../../local/printing.ts'
import type { Printing } from '../printing/create-printing.ts'
import { HardwareCard } from './hardware-card.tsx'
import { PrintRoutesForm } from './print-routes.tsx'
import { PrinterStateLines } from './printer-state.tsx'

const WAYS = [
  { how: 'bridge', icon: Network },
  { how: 'usb', icon: Usb },
  { how: 'serial', icon: Cable },
] as const

/** The printers of this till with how they are, ways to add one, and what goes where. */
export function PrinterList(props: {
  readonly printing: Printing
  readonly onPrinter: (id: PrinterId) => void
  readonly onAdd: (how: PrinterConnection['kind']) => void
  readonly onRoutes: (routes: PrintRoutes) => void
}): JSX.Element {
  const hardware = () => props.printing.hardware()
  return (
    <>
      <Show
        when={hardware().printers.length > 0}
        fallback={<p class="hardware__words">{t('hardware.setup.none')}</p>}
      >
        <ul class="hardware__list">
          <For each={hardware().printers}>
            {printer => (
              <HardwareCard icon={Printer} name={printer.name} onOpen={() => props.onPrinter(printer.id)}>
                <PrinterStateLines setup={printer} printing={props.printing} />
              </HardwareCard>
            )}
          </For>
        </ul>
        <PrintRoutesForm hardware={hardware()} onRoutes={props.onRoutes} />
      </Show>
      <section class="hardware__group" aria-labelledby="hardware-add">
        <h3 id="hardware-add" class="hardware__heading">
          {t('hardware.setup.add')}
        </h3>
        <ul class="hardware__list">
          <For each={WAYS}>
            {({ how, icon }) => (
              <HardwareCard icon={icon} name={t(`hardware.setup.${how}`)} onOpen={() => props.onAdd(how)}>
                <span class="hardware__words">{t(`hardware.setup.${how}Hint`)}</span>
              </HardwareCard>
            )}
          </For>
        </ul>
      </section>
    </>
  )
}
