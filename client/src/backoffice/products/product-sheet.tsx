import {
  type CurrencyCode,
  type DepartmentId,
  NO_CURRENCY,
  type Product,
  type ProductId,
  parseId,
  type TaxClassId,
} from '@evertill/crdt-model'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import { createEffect, createSignal, createUniqueId, For, type JSX, on, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ProductRow } from '../../local/database.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { RecordHistory } from '../changes/record-history.tsx'
import { ConflictChips } from '../conflicts/conflict-chips.tsx'
import { fieldWords } from '../field-words.ts'
import { type Office, useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { SheetForm } from '../sheet-form.tsx'
import { PictureField } from './picture-field.tsx'
import { cellText, readCell, TEXT_FIELDS, type TextField as TextFieldName } from './product-cells.ts'
import { addProduct, changeProduct } from './product-commands.ts'
import { ProductTerms } from './product-terms.tsx'
import { usualTaxClass } from './usual-tax-class.ts'

/** All fields of a product that is there: each is saved as it is left. */
export function ProductSheet(props: { readonly id: ProductId; readonly onClose: () => void }): JSX.Element {
  const office = useOffice()
  const row = () => office.products().row(props.id)
  return (
    <Show when={row()}>
      {shown => (
        <Sheet
          open
          onClose={props.onClose}
          title={shown().name || t('office.products.unnamed')}
          actions={
            <Button
              icon={shown().archived ? ArchiveRestore : Archive}
              title={t('office.products.archiveHint')}
              onClick={() => void changeProduct(office, shown(), { archived: !shown().archived })}
            >
              {shown().archived ? t('office.products.restore') : t('office.products.archive')}
            </Button>
          }
        >
          <div class="office-stack" data-product-sheet={props.id}>
            <p class="office-muted">{t('office.products.savesItself')}</p>
            <FieldWithConflict field="picture" row={shown()}>
              <PictureField
                picture={shown().picture ?? null}
                onPicture={picture => void changeProduct(office, shown(), { picture })}
              />
            </FieldWithConflict>
            <For each={TEXT_FIELDS}>{field => <SavedTextField field={field} row={shown()} />}</For>
            <References
              office={office}
              catalog={shown().catalog}
              department={shown().department}
              taxClass={shown().taxClass}
              row={shown()}
              onValues={values => void changeProduct(office, shown(), values)}
            />
            <ProductTerms
              catalog={shown().catalog}
              product={shown().id}
              values={shown()}
              onValues={values => void changeProduct(office, shown(), values)}
            />
            <Switch
              label={t('office.products.quickKeyOn')}
              description={t('office.products.quickKeyHint')}
              checked={shown().quickKey}
              onChecked={quickKey => void changeProduct(office, shown(), { quickKey })}
            />
            <RecordHistory
              catalog={shown().catalog}
              currency={office.catalogs()?.find(each => each.id === shown().catalog)?.currency ?? NO_CURRENCY}
              log="products"
              record={props.id}
            />
          </div>
        </Sheet>
      )}
    </Show>
  )
}

/** A new product: stored when its name is given and everything in it can be taken. */
export function NewProductSheet(props: {
  readonly department: DepartmentId | null
  readonly onClose: () => void
  readonly onAdded: (id: ProductId) => void
}): JSX.Element {
  const office = useOffice()
  const formId = createUniqueId()
  const [texts, setTexts] = createSignal<{ readonly [Field in TextFieldName]?: string }>({})
  const [problems, setProblems] = createSignal<{ readonly [Field in TextFieldName]?: string }>({})
  const usualTax = () => {
    const catalog = office.catalog()?.id
    const usual = catalog && usualTaxClass(office.products().rows(), catalog, props.department)
    return usual ?? office.taxClasses()?.[0]?.id ?? null
  }
  const [references, setReferences] = createSignal<Partial<Product>>({
    department: props.department,
    taxClass: usualTax(),
  })
  const [quickKey, setQuickKey] = createSignal(false)
  const currency = () => office.catalog()?.currency ?? NO_CURRENCY

  const add = async () => {
    const catalog = office.catalog()
    if (catalog === undefined) return
    const found: { [Field in TextFieldName]?: string } = {}
    let values: Partial<Product> = { ...references(), quickKey: quickKey() }
    for (const field of TEXT_FIELDS) {
      const reading = readCell(field, texts()[field] ?? '', currency())
      if (reading.ok) values = { ...values, ...reading.values }
      else found[field] = problemWords(reading.problem)
    }
    setProblems(found)
    const { name } = values
    if (Object.keys(found).length > 0 || name === undefined) return
    const id = await addProduct(office, catalog.id, { ...values, name })
    if (id !== undefined) props.onAdded(id)
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('office.products.newTitle')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till">
          {t('office.products.create')}
        </Button>
      }
    >
      <SheetForm id={formId} onSend={add}>
        <For each={TEXT_FIELDS}>
          {field => (
            <TextField
              label={labelOf(field, currency())}
              description={hintOf(field)}
              value={texts()[field] ?? ''}
              onValue={text => setTexts(before => ({ ...before, [field]: text }))}
              error={problems()[field]}
              name={field}
              autocomplete="off"
              autofocus={field === 'name'}
            />
          )}
        </For>
        <PictureField
          picture={references().picture ?? null}
          onPicture={picture => setReferences(before => ({ ...before, picture }))}
        />
        <References
          office={office}
          catalog={office.catalog()?.id}
          department={references().department ?? null}
          taxClass={references().taxClass ?? null}
          row={undefined}
          onValues={values => setReferences(before => ({ ...before, ...values }))}
        />
        <Show when={office.catalog()}>
          {catalog => (
            <ProductTerms
              catalog={catalog().id}
              values={references()}
              onValues={values => setReferences(before => ({ ...before, ...values }))}
            />
          )}
        </Show>
        <Switch
          label={t('office.products.quickKeyOn')}
          description={t('office.products.quickKeyHint')}
          checked={quickKey()}
          onChecked={setQuickKey}
        />
      </SheetForm>
    </Sheet>
  )
}

function SavedTextField(props: { readonly field: TextFieldName; readonly row: ProductRow }): JSX.Element {
  const office = useOffice()
  const currency = () =>
    office.catalogs()?.find(each => each.id === props.row.catalog)?.currency ?? NO_CURRENCY
  const stored = () => cellText(props.field, props.row, currency())
  const [text, setText] = createSignal(stored())
  const [problem, setProblem] = createSignal<string>()
  // What another manager writes appears at once, unless this field is being typed in with something else.
  createEffect(
    on(stored, (now, before) => {
      if (text() === before) setText(now)
    }),
  )
  const save = () => {
    if (text() === stored()) return
    const reading = readCell(props.field, text(), currency())
    if (!reading.ok) {
      setProblem(problemWords(reading.problem))
      return
    }
    void changeProduct(office, props.row, reading.values)
  }
  return (
    <FieldWithConflict field={props.field} row={props.row}>
      <TextField
        label={labelOf(props.field, currency())}
        description={hintOf(props.field)}
        value={text()}
        onValue={value => {
          setText(value)
          setProblem(undefined)
        }}
        error={problem()}
        name={props.field}
        autocomplete="off"
        onBlur={save}
        onKeyDown={event => event.key === 'Enter' && save()}
      />
    </FieldWithConflict>
  )
}

/** In place of a field that has two values: both, to pick from. */
function FieldWithConflict(props: {
  readonly field: keyof Product
  readonly row: ProductRow | undefined
  readonly children: JSX.Element
}): JSX.Element {
  const office = useOffice()
  const conflict = () =>
    office
      .conflicts()
      ?.find(each => each.log === 'products' && each.record === props.row?.id && each.field === props.field)
  return (
    <Show when={conflict()} fallback={props.children}>
      {found => (
        <div class="ui-field">
          <span class="ui-field__label">{fieldWords(props.field)}</span>
          <ConflictChips conflict={found()} />
        </div>
      )}
    </Show>
  )
}

function References(props: {
  readonly office: Office
  readonly catalog: string | undefined
  readonly department: DepartmentId | null
  readonly taxClass: TaxClassId | null
  readonly row: ProductRow | undefined
  readonly onValues: (values: Partial<Product>) => void
}): JSX.Element {
  const none = () => ({ value: '', label: t('office.value.none') })
  const departments = () => [
    none(),
    ...(props.office.departments() ?? [])
      .filter(each => each.catalog === props.catalog && (!each.archived || each.id === props.department))
      .map(each => ({ value: each.id as string, label: each.name })),
  ]
  const taxClasses = () => [
    none(),
    ...(props.office.taxClasses() ?? []).map(each => ({ value: each.id as string, label: each.name })),
  ]
  return (
    <>
      <FieldWithConflict field="department" row={props.row}>
        <ChoiceField
          label={fieldWords('department')}
          options={departments()}
          value={props.department ?? ''}
          onValue={value =>
            props.onValues({ department: value === '' ? null : (parseId<DepartmentId>(value) ?? null) })
          }
        />
      </FieldWithConflict>
      <FieldWithConflict field="taxClass" row={props.row}>
        <ChoiceField
          label={fieldWords('taxClass')}
          options={taxClasses()}
          value={props.taxClass ?? ''}
          onValue={value =>
            props.onValues({ taxClass: value === '' ? null : (parseId<TaxClassId>(value) ?? null) })
          }
        />
      </FieldWithConflict>
    </>
  )
}

function labelOf(field: TextFieldName, currency: CurrencyCode): string {
  return field === 'price' ? `${fieldWords(field)} (${currency})` : fieldWords(field)
}

function hintOf(field: TextFieldName): string | undefined {
  switch (field) {
    case 'name':
      return t('office.products.nameHint')
    case 'barcodes':
      return t('office.products.barcodesHint')
    case 'price':
      return t('office.products.priceHint')
    case 'minimumAge':
      return t('office.products.minimumAgeHint')
    case 'family':
      return t('office.item.familyHint')
    case 'variant':
      return t('office.item.variantHint')
    case 'tare':
      return t('office.item.tareHint')
    case 'sku':
    case 'brand':
      return undefined
  }
}
