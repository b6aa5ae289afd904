import { type DepartmentId, LONGEST_LINE_TEXT, type TaxClassId } from '@evertill/crdt-model'
import { createMemo, createSignal, createUniqueId, type JSX, onCleanup, onMount } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { ChoiceField } from '../setup/choice-field.tsx'
import { Button } from '../ui/button.tsx'
import { Keypad, type KeypadKey, keypadKeyOf } from '../ui/keypad.tsx'
import { Sheet } from '../ui/modal.tsx'
import { TextField } from '../ui/text-field.tsx'
import { takeDigits } from './digit-taker.ts'
import { enteredValue, pressKey } from './digits.ts'
import { useTill } from './till-context.tsx'
import './unlisted-sheet.css'

/** Sells something that is not on file: its price, and what is known of it. */
export function UnlistedSheet(props: {
  /** The code that nobody knew, or empty. */
  readonly code: string
  readonly onClose: () => void
}): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const formId = createUniqueId()
  const [digits, setDigits] = createSignal('')
  const [name, setName] = createSignal('')
  const [department, setDepartment] = createSignal<DepartmentId | ''>('')
  const [chosenTax, setChosenTax] = createSignal<TaxClassId | null>(null)
  const departments = createLiveQuery(async () => {
    const rows = await database.departments.toArray()
    return rows.filter(row => !row.archived).sort((a, b) => a.order - b.order)
  })
  const taxClasses = createLiveQuery(() => database.taxClasses.toArray())
  /** What its neighbours are taxed by. */
  const usualTax = createLiveQuery(async () => {
    const first =
      department() === ''
        ? await database.products.toCollection().first()
        : await database.products.where('department').equals(department()).first()
    return first?.taxClass ?? null
  })
  const taxClass = createMemo(() => chosenTax() ?? usualTax() ?? taxClasses()?.[0]?.id ?? null)
  const departmentName = () => departments()?.find(each => each.id === department())?.name
  const price = () => enteredValue(digits())
  const inWords = () => formatMoney(price(), till.currency())
  const press = (key: KeypadKey) => setDigits(now => pressKey(now, key))
  const add = () => {
    if (price() === 0) return
    till.sales.addUnlisted(
      {
        name: name().trim() || departmentName() || t('till.products.unlisted'),
        department: department() || null,
        taxClass: taxClass(),
        price: price(),
        minimumAge: 0,
        unit: 'piece',
        serialRequired: false,
        notDiscountable: false,
      },
      props.code === '' ? {} : { note: props.code.slice(0, LONGEST_LINE_TEXT) },
    )
    till.scanning.dismiss()
    props.onClose()
  }
  onMount(() => {
    // Digits anywhere in the sheet are the price; a scan takes back what it typed.
    window.addEventListener('keydown', onKey)
    onCleanup(() => window.removeEventListener('keydown', onKey))
    onCleanup(takeDigits({ press, clear: () => setDigits(''), enter: add, escape: props.onClose }))
  })
  const onKey = (event: KeyboardEvent) => {
    if (
      event.defaultPrevented ||
      event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLSelectElement
    )
      return
    const key = keypadKeyOf(event)
    if (key === undefined) return
    event.preventDefault()
    press(key)
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('till.products.unlisted')}
      actions={
        <Button
          type="submit"
          form={formId}
          size="large"
          variant="primary"
          wide
          unavailable={price() === 0 && t('till.cart.unpriced')}
        >
          {price() === 0 ? t('till.cart.unpriced') : t('till.ask.add', { price: inWords() })}
        </Button>
      }
    >
      <form
        id={formId}
        class="till-unlisted"
        onSubmit={event => {
          event.preventDefault()
          add()
        }}
      >
        <output class="till-unlisted__price tabular">{inWords()}</output>
        <Keypad corner="00" label={t('till.line.priceKeypad')} onKey={press} />
        <TextField
          label={t('items.unlisted.name')}
          description={t('items.unlisted.nameHint')}
          value={name()}
          onValue={setName}
          maxlength={LONGEST_LINE_TEXT}
          autocomplete="off"
        />
        <ChoiceField
          label={t('items.unlisted.department')}
          options={[
            { value: '' as const, label: t('items.unlisted.noDepartment') },
            ...(departments() ?? []).map(row => ({ value: row.id, label: row.name })),
          ]}
          value={department()}
          onValue={setDepartment}
        />
        <ChoiceField
          label={t('items.unlisted.tax')}
          options={(taxClasses() ?? []).map(row => ({ value: row.id, label: row.name }))}
          value={taxClass() ?? taxClasses()?.[0]?.id ?? NO_TAX}
          onValue={setChosenTax}
        />
      </form>
    </Sheet>
  )
}

/** Stands in the list while there is no tax class at all: nothing is chosen then. */
const NO_TAX = '' as TaxClassId
