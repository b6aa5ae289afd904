import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import type { HardwareSetup, PrinterConnection, PrinterId, PrinterSetup } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Sheet } from '../../ui/modal.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { AddPrinter } from './add-printer.tsx'
import { addPrinter, removePrinter, replacePrinter } from './change-hardware.ts'
import './hardware-sheet.css'
import { PrinterList } from './printer-list.tsx'
import { PrinterView } from './printer-view.tsx'

/** What the sheet needs of the till around it. */
export interface HardwareSheetProps {
  readonly onClose: () => void
  readonly printing: Printing
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

/** Behind the cashier's name: the printers of this till, how they are, and what goes where. Every choice holds at once. */
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
    void save(addPrinter(hardware(), id, connection, known)).then(() => setView({ kind: 'printer', id }))
  }
  const paired = () =>
    hardware()
      .printers.map(({ connection }) => connection)
      .find(isBridge) ?? null
  const adding = () => {
    const now = view()
    return now.kind === 'add' && now
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
            <PrinterList
              printing={props.printing}
              onPrinter={id => setView({ kind: 'printer', id })}
              onAdd={how => setView({ kind: 'add', how })}
              onRoutes={routes => void save({ ...hardware(), routes })}
            />
          }
        >
          <Match when={adding()}>
            {now => <AddPrinter how={now().how} paired={paired()} onBack={back} onConnect={add} />}
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
                onChange={change => void save(replacePrinter(hardware(), { ...printer(), ...change }))}
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

function isBridge(
  connection: PrinterConnection,
): connection is Extract<PrinterConnection, { kind: 'bridge' }> {
  return connection.kind === 'bridge'
}
