import { t } from '../../i18n/translate.ts'
import { bridgeOf, isSamePlace, type PairedBridge } from '../../local/bridge.ts'
import type {
  HardwareSetup,
  KitchenRoute,
  PrinterConnection,
  PrinterId,
  PrinterSetup,
} from '../../local/printing.ts'

/** The hardware with one more printer. The first prints the receipts until somebody says otherwise. */
export function addPrinter(
  { printers, routes }: HardwareSetup,
  id: PrinterId,
  connection: PrinterConnection,
  known: Partial<PrinterSetup>,
): HardwareSetup {
  const printer: PrinterSetup = {
    ...{ id, connection, name: connectionName(connection) },
    ...{ columns: 42, language: 'esc-pos', isSilent: false, drawer: null },
    ...known,
  }
  return {
    printers: [...printers, printer],
    routes: { ...routes, receipts: printers.length === 0 ? id : routes.receipts },
  }
}

/** The hardware with new settings of one printer. A first drawer opens for cash; one that is gone does not. */
export function replacePrinter({ printers, routes }: HardwareSetup, printer: PrinterSetup): HardwareSetup {
  const drawer = printer.drawer ? (routes.drawer ?? printer.id) : without(routes.drawer, printer.id)
  return {
    printers: printers.map(each => (each.id === printer.id ? printer : each)),
    routes: { ...routes, drawer },
  }
}

/** The hardware with every printer behind one bridge reached by its newest pairing: a device is paired with it once. */
export function shareBridge({ printers, routes }: HardwareSetup, paired: PairedBridge): HardwareSetup {
  const reached = (connection: PrinterConnection): PrinterConnection =>
    connection.kind === 'bridge' && isSamePlace(connection, paired)
      ? { ...connection, ...bridgeOf(paired) }
      : connection
  return { printers: printers.map(each => ({ ...each, connection: reached(each.connection) })), routes }
}

/** The hardware without one printer: nothing goes there any more. */
export function removePrinter({ printers, routes }: HardwareSetup, id: PrinterId): HardwareSetup {
  return {
    printers: printers.filter(printer => printer.id !== id),
    routes: {
      ...routes,
      receipts: without(routes.receipts, id),
      drawer: without(routes.drawer, id),
      kitchen: routes.kitchen.filter(({ printer }) => printer !== id),
    },
  }
}

/** The kitchen's routes with a new one for its printer, or without one. */
export function replaceKitchenRoute(
  kitchen: readonly KitchenRoute[],
  printer: PrinterId,
  route: KitchenRoute | null,
): readonly KitchenRoute[] {
  const others = kitchen.filter(each => each.printer !== printer)
  return route === null ? others : [...others, route]
}

/** What a connection is called before somebody gives its printer a name. */
function connectionName(connection: PrinterConnection): string {
  return connection.kind === 'serial' ? t('hardware.setup.portName') : connection.name
}

function without(route: PrinterId | null, gone: PrinterId): PrinterId | null {
  return route === gone ? null : route
}
