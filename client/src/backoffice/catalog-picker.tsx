import { For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { useOffice } from './office-context.tsx'

/** Which catalog is shown, where there are several. */
export function CatalogPicker(): JSX.Element {
  const office = useOffice()
  return (
    <Show when={(office.catalogs()?.length ?? 0) > 1}>
      <select
        class="products-filter-select"
        aria-label={t('office.catalog.label')}
        onChange={event => {
          const chosen = office.catalogs()?.[event.currentTarget.selectedIndex]
          if (chosen !== undefined) office.chooseCatalog(chosen.id)
        }}
      >
        <For each={office.catalogs()}>
          {catalog => (
            <option value={catalog.id} selected={catalog.id === office.catalog()?.id}>
              {catalog.name} · {catalog.currency}
            </option>
          )}
        </For>
      </select>
    </Show>
  )
}
