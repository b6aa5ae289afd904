import type { CatalogId, CurrencyCode, DepartmentId, ProductId, ProductSelector } from '@evertill/crdt-model'
import X from 'lucide-solid/icons/x'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useOffice } from '../office-context.tsx'
import { MoneyField } from './number-fields.tsx'
import { ProductPicker } from './product-picker.tsx'
import { toggled, withField } from './sets.ts'

interface SelectorProps {
  readonly on: ProductSelector
  readonly catalog: CatalogId
  readonly currency: CurrencyCode
  readonly onOn: (on: ProductSelector) => void
}

/** Which products something is for: all, or chosen departments and products, within prices, less exceptions. */
export function SelectorFields(props: SelectorProps): JSX.Element {
  const isAll = () => props.on.products === undefined && props.on.departments === undefined
  const hasLimits = () => {
    const { exceptProducts, exceptDepartments, priceFrom, priceTo } = props.on
    return [exceptProducts, exceptDepartments, priceFrom, priceTo].some(each => each !== undefined)
  }
  return (
    <div class="offer-stack">
      <Show when={isAll()}>
        <p class="office-muted">
          <strong>{t('promotions.on.all')}</strong>. {t('promotions.on.allHint')}
        </p>
      </Show>
      <DepartmentChips
        {...props}
        label={t('promotions.on.departments')}
        chosen={props.on.departments}
        onChosen={departments => props.onOn(withField(props.on, 'departments', departments))}
      />
      <ProductChips
        {...props}
        label={t('promotions.on.products')}
        chosen={props.on.products}
        onChosen={products => props.onOn(withField(props.on, 'products', products))}
      />
      <details class="offer-more" open={hasLimits()}>
        <summary>
          {t('promotions.on.except')} · {t('promotions.on.prices')}
        </summary>
        <div class="offer-stack">
          <DepartmentChips
            {...props}
            label={t('promotions.on.exceptDepartments')}
            chosen={props.on.exceptDepartments}
            onChosen={chosen => props.onOn(withField(props.on, 'exceptDepartments', chosen))}
          />
          <ProductChips
            {...props}
            label={t('promotions.on.exceptProducts')}
            chosen={props.on.exceptProducts}
            onChosen={chosen => props.onOn(withField(props.on, 'exceptProducts', chosen))}
          />
          <div class="offer-pair">
            <MoneyField
              label={t('promotions.on.priceFrom')}
              currency={props.currency}
              value={props.on.priceFrom}
              onValue={minor => props.onOn({ ...props.on, priceFrom: minor })}
              onNone={() => props.onOn(withField(props.on, 'priceFrom', undefined))}
              zero
            />
            <MoneyField
              label={t('promotions.on.priceTo')}
              currency={props.currency}
              value={props.on.priceTo}
              onValue={minor => props.onOn({ ...props.on, priceTo: minor })}
              onNone={() => props.onOn(withField(props.on, 'priceTo', undefined))}
              zero
            />
          </div>
        </div>
      </details>
    </div>
  )
}

function DepartmentChips(
  props: SelectorProps & {
    readonly label: string
    readonly chosen: ReadonlySet<DepartmentId> | undefined
    readonly onChosen: (chosen: ReadonlySet<DepartmentId> | undefined) => void
  },
): JSX.Element {
  const office = useOffice()
  const departments = createMemo(() =>
    (office.departments() ?? []).filter(
      row => row.catalog === props.catalog && (!row.archived || props.chosen?.has(row.id)),
    ),
  )
  return (
    <Show when={departments().length > 0}>
      <fieldset class="offer-chips">
        <legend class="ui-field__label">{props.label}</legend>
        <For each={departments()}>
          {department => (
            <Chip
              selected={props.chosen?.has(department.id) ?? false}
              onSelect={() => props.onChosen(toggled(props.chosen, department.id))}
            >
              {department.name}
            </Chip>
          )}
        </For>
      </fieldset>
    </Show>
  )
}

function ProductChips(
  props: SelectorProps & {
    readonly label: string
    readonly chosen: ReadonlySet<ProductId> | undefined
    readonly onChosen: (chosen: ReadonlySet<ProductId> | undefined) => void
  },
): JSX.Element {
  const office = useOffice()
  const nameOf = (id: ProductId) => office.products().row(id)?.name ?? t('promotions.on.unknown')
  return (
    <fieldset class="offer-chips">
      <legend class="ui-field__label">{props.label}</legend>
      <For each={[...(props.chosen ?? [])]}>
        {id => (
          <button
            type="button"
            class="ui-chip ui-chip--office offer-chosen"
            aria-label={t('promotions.on.remove', { name: nameOf(id) })}
            onClick={() => props.onChosen(toggled(props.chosen, id))}
          >
            <span>{nameOf(id)}</span>
            <Icon of={X} size="small" />
          </button>
        )}
      </For>
      <ProductPicker
        catalog={props.catalog}
        about={product =>
          product.price === null
            ? t('promotions.lists.openPrice')
            : formatMoney(product.price, props.currency)
        }
        chosen={id => props.chosen?.has(id) ?? false}
        onChoose={product => props.onChosen(toggled(props.chosen, product.id))}
      />
    </fieldset>
  )
}
