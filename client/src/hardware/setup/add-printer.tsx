import ArrowLeft from 'lucide-solid/icons/arrow-left'
import { type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrinterConnection, PrinterSetup } from '../../local/printing.ts'
import { Button } from '../../ui/button.tsx'
import { BridgeSetup, type BridgeSetupProps } from './bridge-setup.tsx'
import { SerialSetup } from './serial-setup.tsx'
import { UsbSetup } from './usb-setup.tsx'

/** How a new printer is reached, with what the browser will ask said before it asks. */
export function AddPrinter(props: {
  readonly how: PrinterConnection['kind']
  /** With which bridge this till is paired already. */
  readonly paired: BridgeSetupProps['paired']
  readonly onBack: () => void
  readonly onConnect: (connection: PrinterConnection, known: Partial<PrinterSetup>) => void
}): JSX.Element {
  return (
    <section class="hardware__group">
      <div>
        <Button size="till" variant="quiet" icon={ArrowLeft} onClick={() => props.onBack()}>
          {t('hardware.setup.back')}
        </Button>
      </div>
      <h3 class="hardware__heading">{t(`hardware.setup.${props.how}`)}</h3>
      <p class="hardware__words">{t(`hardware.setup.${props.how}Hint`)}</p>
      <Switch>
        <Match when={props.how === 'bridge'}>
          <BridgeSetup connection={null} paired={props.paired} onConnect={props.onConnect} />
        </Match>
        <Match when={props.how === 'usb'}>
          <UsbSetup onConnect={connection => props.onConnect(connection, {})} />
        </Match>
        <Match when={props.how === 'serial'}>
          <SerialSetup connection={null} onConnect={connection => props.onConnect(connection, {})} />
        </Match>
      </Switch>
    </section>
  )
}
