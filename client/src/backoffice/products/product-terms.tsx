import { type CatalogId, type Product, type ProductId, UNITS } from '@evertill/crdt-model'
import X from 'lucide-solid/icons/x'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { fieldWords } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import { ProductPicker } from './product-picker.tsx'
import './product-terms.css'

/** What ringing a product up asks of it. */
export type ProductTermsValues = Partial<
  Pick<Product, 'unit' | 'serialRequired' | 'notDiscountable' | 'deposit'>
>

/** How a product is sold: by what, with a serial number, with a deposit. */
export function ProductTerms(props: {
  readonly catalog: CatalogId
  /** The product itself, when it is on file: it is no deposit of its own. */
  readonly product?: ProductId
  readonly values: ProductTermsValues
  readonly onValues: (values: ProductTermsValues) => void
}): JSX.Element {
  const units = () => UNITS.map(unit => ({ value: unit, label: t(`office.unit.${unit}`) }))
  return (
    <>
      <ChoiceField
        label={fieldWords('unit')}
        description={t('office.item.unitHint')}
        options={units()}
        value={props.values.unit ?? 'piece'}
        onValue={unit => props.onValues({ unit })}
        name="unit"
      />
      <Switch
        label={fieldWords('serialRequired')}
        description={t('office.item.serialHint')}
        checked={props.values.serialRequired ?? false}
        onChecked={serialRequired => props.onValues({ serialRequired })}
      />
      <Switch
        label={fieldWords('notDiscountable')}
        description={t('office.item.notDiscountableHint')}
        checked={props.values.notDiscountable ?? false}
        onChecked={notDiscountable => props.onValues({ notDiscountable })}
      />
      <Deposit
        catalog={props.catalog}
        product={props.product}
        deposit={props.values.deposit ?? null}
        onDeposit={deposit => props.onValues({ deposit })}
      />
    </>
  )
}

function Deposit(props: {
  readonly catalog: CatalogId
  readonly product: ProductId | undefined
  readonly deposit: ProductId | null
  readonly onDeposit: (deposit: ProductId | null) => void
}): JSX.Element {
  const office = useOffice()
  const [choosing, setChoosing] = createSignal(false)
  const name = () =>
    props.deposit === null
      ? t('office.value.none')
      : office.products().row(props.deposit)?.name || t('office.value.unknown')
  return (
    <div class="product-deposit">
      <div class="product-deposit__row">
        <span class="ui-field__label">
          {fieldWords('deposit')}: {name()}
        </span>
        <Show when={props.deposit !== null}>
          <Button icon={X} onClick={() => props.onDeposit(null)}>
            {t('office.item.noDeposit')}
          </Button>
        </Show>
        <Button aria-expanded={choosing()} onClick={() => setChoosing(open => !open)}>
          {t('office.item.chooseDeposit')}
        </Button>
      </div>
      <Show when={choosing()}>
        <ProductPicker
          label={t('office.item.depositProduct')}
          description={t('office.item.depositHint')}
          catalog={props.catalog}
          without={props.product === undefined ? [] : [props.product]}
          onPick={row => {
            setChoosing(false)
            props.onDeposit(row.id)
          }}
        />
      </Show>
    </div>
  )
}
