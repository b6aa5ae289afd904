import { createMemo, For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { HardwareSetup, KitchenRoute, PrinterSetup, PrintRoutes } from '../../local/printing.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Switch } from '../../ui/switch.tsx'
import { replaceKitchenRoute } from './change-hardware.ts'

const NONE = ''

/** What goes where: receipts, the drawer for cash, and what the kitchen makes. */
export function PrintRoutesForm(props: {
  readonly hardware: HardwareSetup
  readonly onRoutes: (routes: PrintRoutes) => void
}): JSX.Element {
  const routes = () => props.hardware.routes
  const change = (some: Partial<PrintRoutes>) => props.onRoutes({ ...routes(), ...some })
  const options = (printers: readonly PrinterSetup[], none: string) => [
    { value: NONE, label: none },
    ...printers.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const withDrawer = () => props.hardware.printers.filter(({ drawer }) => drawer !== null)
  const routeOf = (printer: PrinterSetup) => routes().kitchen.find(each => each.printer === printer.id)
  const setRoute = (printer: PrinterSetup, route: KitchenRoute | null) =>
    change({ kitchen: replaceKitchenRoute(routes().kitchen, printer.id, route) })
  return (
    <section class="hardware__group" aria-labelledby="hardware-routes">
      <h3 id="hardware-routes" class="hardware__heading">
        {t('hardware.routes.title')}
      </h3>
      <ChoiceField
        label={t('hardware.routes.receipts')}
        value={routes().receipts ?? NONE}
        onValue={id => change({ receipts: id === NONE ? null : id })}
        options={options(props.hardware.printers, t('hardware.routes.onScreen'))}
      />
      <Show when={routes().receipts !== null}>
        <Switch
          label={t('hardware.routes.autoPrint')}
          checked={routes().autoPrint}
          onChecked={autoPrint => change({ autoPrint })}
        />
      </Show>
      <Show when={withDrawer().length > 0}>
        <ChoiceField
          label={t('hardware.routes.drawer')}
          value={routes().drawer ?? NONE}
          onValue={id => change({ drawer: id === NONE ? null : id })}
          options={options(withDrawer(), t('hardware.routes.noDrawer'))}
        />
      </Show>
      <h3 class="hardware__heading">{t('hardware.routes.kitchen')}</h3>
      <p class="hardware__words">{t('hardware.routes.kitchenHint')}</p>
      <For each={props.hardware.printers}>
        {printer => (
          <>
            <Switch
              label={t('hardware.routes.makes', { name: printer.name })}
              checked={routeOf(printer) !== undefined}
              onChecked={on => setRoute(printer, on ? { printer: printer.id, departments: null } : null)}
            />
            <Show when={routeOf(printer)}>
              {route => <Departments route={route()} onRoute={next => setRoute(printer, next)} />}
            </Show>
          </>
        )}
      </For>
    </section>
  )
}

/** Whose goods one printer of the kitchen makes. */
function Departments(props: {
  readonly route: KitchenRoute
  readonly onRoute: (route: KitchenRoute) => void
}): JSX.Element {
  const database = useLocalDatabase()
  const departments = createLiveQuery(() =>
    database.departments.filter(({ archived }) => !archived).toArray(),
  )
  const sorted = createMemo(() => [...(departments() ?? [])].sort((a, b) => a.order - b.order))
  const chosen = () => props.route.departments
  const toggle = (id: NonNullable<KitchenRoute['departments']>[number]) => {
    const now = chosen() ?? []
    const next = now.includes(id) ? now.filter(each => each !== id) : [...now, id]
    props.onRoute({ ...props.route, departments: next })
  }
  return (
    <div class="hardware__chips">
      <Chip
        size="till"
        selected={chosen() === null}
        onSelect={() => props.onRoute({ ...props.route, departments: null })}
      >
        {t('hardware.routes.everything')}
      </Chip>
      <For each={sorted()}>
        {({ id, name }) => (
          <Chip size="till" selected={chosen()?.includes(id) === true} onSelect={() => toggle(id)}>
            {name}
          </Chip>
        )}
      </For>
      <Show when={chosen()?.length === 0}>
        <p class="hardware__words" role="status">
          {t('hardware.routes.nowhere')}
        </p>
      </Show>
    </div>
  )
}
