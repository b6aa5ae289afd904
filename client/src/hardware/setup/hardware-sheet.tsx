import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import type { DeviceSetup } from '../../local/devices.ts'
import type { HardwareSetup, PrinterConnection, PrinterId, PrinterSetup } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Sheet } from '../../ui/modal.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Devices } from '../devices/create-devices.ts'
import type { Printing } from '../printing/create-printing.ts'
import { AddPrinter } from './add-printer.tsx'
import { addPrinter, removePrinter, replacePrinter, shareBridge } from './change-hardware.ts'
import { type DeviceKind, DeviceList } from './device-list.tsx'
import './hardware-sheet.css'
import { PoleView } from './pole-view.tsx'
import { PrinterList } from './printer-list.tsx'
import { PrinterView } from './printer-view.tsx'
import { ScaleView } from './scale-view.tsx'
import { ScannerView } from './scanner-view.tsx'

/** What the sheet needs of the till around it. */
export interface HardwareSheetProps {
  readonly onClose: () => void
  readonly printing: Printing
  readonly devices: Devices
  readonly store: StoreRow
  /** Nothing that is done now is written down: no drawer opens. */
  readonly isTraining: boolean
  /** Whether somebody who may let the drawer open without a sale. */
  readonly mayOpenDrawer: () => Promise<boolean>
}

type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'add'; readonly how: PrinterConnection['kind'] }
  | { readonly kind: 'printer'; readonly id: PrinterId }
  | { readonly kind: 'device'; readonly device: DeviceKind }

/** Behind the cashier's name: the printers and devices of this till, how they are, and what goes where. Every choice holds at once. */
export function HardwareSheet(props: HardwareSheetProps): JSX.Element {
  const replica = useReplica()
  const hardware = () => props.printing.hardware()
  const [view, setView] = createSignal<View>({ kind: 'list' })
  const save = (next: HardwareSetup) =>
    replica
      .send<'setHardware'>({ type: 'setHardware', hardware: next })
      .catch(() => showToast({ text: t('hardware.setup.problem.other') }))
  const add = (connection: PrinterConnection, known: Partial<PrinterSetup>) => {
    const id = crypto.randomUUID()
    void save(withBridge(addPrinter(hardware(), id, connection, known), connection)).then(() =>
      setView({ kind: 'printer', id }),
    )
  }
  const saveDevices = (some: Partial<DeviceSetup>) =>
    replica
      .send<'setDevices'>({ type: 'setDevices', devices: { ...props.devices.setup(), ...some } })
      .catch(() => showToast({ text: t('hardware.setup.problem.other') }))
  const paired = () => {
    const { scale } = props.devices.setup()
    const connections = hardware().printers.map(({ connection }) => connection)
    return connections.find(isBridge) ?? (scale?.kind === 'bridge' ? scale : null)
  }
  const adding = () => {
    const now = view()
    return now.kind === 'add' && now
  }
  const device = () => {
    const now = view()
    return now.kind === 'device' && now.device
  }
  const chosen = () => {
    const now = view()
    return now.kind === 'printer' && hardware().printers.find(({ id }) => id === now.id)
  }
  const back = () => setView({ kind: 'list' })
  return (
    <Sheet open onClose={props.onClose} title={t('hardware.setup.title')}>
      <div class="hardware">
        <Switch
          fallback={
            <>
              <PrinterList
                printing={props.printing}
                onPrinter={id => setView({ kind: 'printer', id })}
                onAdd={how => setView({ kind: 'add', how })}
                onRoutes={routes => void save({ ...hardware(), routes })}
              />
              <DeviceList
                devices={props.devices}
                onDevice={kind => setView({ kind: 'device', device: kind })}
              />
            </>
          }
        >
          <Match when={adding()}>
            {now => <AddPrinter how={now().how} paired={paired()} onBack={back} onConnect={add} />}
          </Match>
          <Match when={device() === 'scale'}>
            <ScaleView
              devices={props.devices}
              paired={paired()}
              onBack={back}
              onChange={scale => void saveDevices({ scale })}
            />
          </Match>
          <Match when={device() === 'scanner'}>
            <ScannerView devices={props.devices} onBack={back} onChange={some => void saveDevices(some)} />
          </Match>
          <Match when={device() === 'pole'}>
            <PoleView devices={props.devices} onBack={back} onChange={pole => void saveDevices({ pole })} />
          </Match>
          <Match when={chosen()}>
            {printer => (
              <PrinterView
                setup={printer()}
                printing={props.printing}
                store={props.store}
                isTraining={props.isTraining}
                mayOpenDrawer={props.mayOpenDrawer}
                onBack={back}
                onChange={change => {
                  const next = replacePrinter(hardware(), { ...printer(), ...change })
                  void save(withBridge(next, change.connection))
                }}
                onRemove={() => {
                  void save(removePrinter(hardware(), printer().id)).then(back)
                }}
              />
            )}
          </Match>
        </Switch>
      </div>
    </Sheet>
  )
}

/** Who was paired anew for one printer is so for all that are behind the same bridge. */
function withBridge(hardware: HardwareSetup, connection: PrinterConnection | undefined): HardwareSetup {
  return connection !== undefined && isBridge(connection) ? shareBridge(hardware, connection) : hardware
}

function isBridge(
  connection: PrinterConnection,
): connection is Extract<PrinterConnection, { kind: 'bridge' }> {
  return connection.kind === 'bridge'
}
