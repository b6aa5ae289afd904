import { type CustomerId, customerFields, validateCustomerField } from '@evertill/crdt-model'
import { createSignal, createUniqueId, For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { newId, writeRecords } from '../record-write.ts'
import { SheetForm } from '../sheet-form.tsx'
import { CUSTOMERS } from './customer-target.ts'

const FIELDS = ['name', 'phone', 'email', 'number'] as const
type Field = (typeof FIELDS)[number]

/** A new customer: stored with a name and however they are reached; terms follow in the editor. */
export function NewCustomerSheet(props: {
  readonly onClose: () => void
  readonly onAdded: (id: CustomerId) => void
}): JSX.Element {
  const office = useOffice()
  const formId = createUniqueId()
  const [texts, setTexts] = createSignal<Readonly<Record<Field, string>>>({
    name: '',
    phone: '',
    email: '',
    number: '',
  })
  const [tried, setTried] = createSignal(false)
  const problem = (field: Field) => {
    const found = validateCustomerField(field, texts()[field].trim())
    return tried() && found !== null ? problemWords(found) : undefined
  }
  const add = async () => {
    setTried(true)
    if (FIELDS.some(field => problem(field) !== undefined)) return
    const id = newId<CustomerId>()
    const given = FIELDS.map(field => [field, texts()[field].trim()] as const)
    const fields = customerFields(Object.fromEntries(given.filter(([, text]) => text !== '')))
    if (await writeRecords(office.replica, CUSTOMERS, [{ record: id, fields }])) props.onAdded(id)
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('customers.office.newTitle')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till">
          {t('customers.office.add')}
        </Button>
      }
    >
      <SheetForm id={formId} onSend={add}>
        <For each={FIELDS}>
          {field => (
            <TextField
              label={t(`customers.field.${field}`)}
              name={field}
              autocomplete="off"
              autofocus={field === 'name'}
              value={texts()[field]}
              onValue={text => setTexts(before => ({ ...before, [field]: text }))}
              error={problem(field)}
            />
          )}
        </For>
      </SheetForm>
    </Sheet>
  )
}
