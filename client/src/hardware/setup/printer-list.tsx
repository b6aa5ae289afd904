import Cable from 'lucide-solid/icons/cable'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Network from 'lucide-solid/icons/network'
import Printer from 'lucide-solid/icons/printer'
import Usb from 'lucide-solid/icons/usb'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection, PrinterId, PrintRoutes } from '../../local/printing.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Printing } from '../printing/create-printing.ts'
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
              <li>
                <button type="button" class="hardware__card" onClick={() => props.onPrinter(printer.id)}>
                  <Icon of={Printer} />
                  <span class="hardware__card-text">
                    <strong>{printer.name}</strong>
                    <PrinterStateLines setup={printer} printing={props.printing} />
                  </span>
                  <Icon of={ChevronRight} />
                </button>
              </li>
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
              <li>
                <button type="button" class="hardware__card" onClick={() => props.onAdd(how)}>
                  <Icon of={icon} />
                  <span class="hardware__card-text">
                    <strong>{t(`hardware.setup.${how}`)}</strong>
                    <span class="hardware__words">{t(`hardware.setup.${how}Hint`)}</span>
                  </span>
                  <Icon of={ChevronRight} />
                </button>
              </li>
            )}
          </For>
        </ul>
      </section>
    </>
  )
}
