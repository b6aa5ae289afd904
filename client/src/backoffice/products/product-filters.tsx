import { type DepartmentId, parseId } from '@evertill/crdt-model'
import { For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { useOffice } from '../office-context.tsx'
import type { ProductFilter } from './product-view.ts'

const SWITCHES = [
  ['onlyConflicts', 'conflicts'],
  ['withoutBarcode', 'noBarcode'],
  ['withoutPrice', 'noPrice'],
  ['archived', 'archived'],
] as const

/** What is shown of the products, as chips. */
export function ProductFilters(props: {
  readonly filter: ProductFilter
  readonly onFilter: (filter: ProductFilter) => void
}): JSX.Element {
  const office = useOffice()
  const departments = () =>
    (office.departments() ?? []).filter(each => each.catalog === office.catalog()?.id && !each.archived)
  const chooseDepartment = (value: string) => {
    const department = value === 'none' ? 'none' : (parseId<DepartmentId>(value) ?? null)
    props.onFilter({ ...props.filter, department: value === '' ? null : department })
  }
  return (
    <fieldset class="products-filters" aria-label={t('office.products.filter.label')}>
      <select
        class="products-filter-select"
        classList={{ 'products-filter-select--on': props.filter.department !== null }}
        aria-label={t('office.products.filter.department')}
        onChange={event => chooseDepartment(event.currentTarget.value)}
      >
        <option value="" selected={props.filter.department === null}>
          {t('office.products.filter.allDepartments')}
        </option>
        <For each={departments()}>
          {department => (
            <option value={department.id} selected={props.filter.department === department.id}>
              {department.name}
            </option>
          )}
        </For>
        <option value="none" selected={props.filter.department === 'none'}>
          {t('office.products.filter.noDepartment')}
        </option>
      </select>
      <For each={SWITCHES}>
        {([field, words]) => (
          <Chip
            selected={props.filter[field]}
            onSelect={() => props.onFilter({ ...props.filter, [field]: !props.filter[field] })}
          >
            {t(`office.products.filter.${words}`)}
          </Chip>
        )}
      </For>
    </fieldset>
  )
}
