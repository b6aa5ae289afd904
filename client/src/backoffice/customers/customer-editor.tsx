import {
  type Customer,
  type CustomerGroupId,
  type CustomerId,
  customerFields,
  parseId,
  SPOKEN_LANGUAGES,
  validateCustomerField,
} from '@evertill/crdt-model'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import UserX from 'lucide-solid/icons/user-x'
import { createEffect, createMemo, createSignal, type JSX, on, Show } from 'solid-js'
import { formatAmount } from '../../i18n/format.ts'
import { LANGUAGE_NAMES } from '../../i18n/languages.ts'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Switch } from '../../ui/switch.tsx'
import { ConflictChips } from '../conflicts/conflict-chips.tsx'
import { fieldWords } from '../field-words.ts'
import { readPrice } from '../import/read-price.ts'
import { useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { writeRecords } from '../record-write.ts'
import { SavedText } from '../settings/saved-text.tsx'
import { CUSTOMERS, customerCurrency } from './customer-target.ts'
import { ExemptionFields } from './exemption-fields.tsx'
import { ForgetDialog } from './forget-dialog.tsx'
import { HouseAccount } from './house-account.tsx'

/** Everything of a customer: each field is saved as it is left. */
export function CustomerEditor(props: {
  readonly id: CustomerId
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const stored = createLiveQuery(() => office.database.customers.get(props.id))
  // A field that is left because its customer was forgotten still reads the last of them.
  const row = createMemo<CustomerRow | undefined>(last => stored() ?? last)
  createEffect(
    on(stored, (now, before) => {
      if (now === undefined && before !== undefined) props.onClose()
    }),
  )
  const [forgetting, setForgetting] = createSignal(false)
  const change = (values: Partial<Omit<Customer, 'forgotten'>>) =>
    void writeRecords(office.replica, CUSTOMERS, [{ record: props.id, fields: customerFields(values) }])
  return (
    <Show when={row()}>
      {shown => (
        <>
          <Sheet
            open
            onClose={props.onClose}
            title={shown().name}
            actions={
              <>
                <Button variant="quiet" icon={UserX} onClick={() => setForgetting(true)}>
                  {t('customers.office.forget')}
                </Button>
                <Button
                  icon={shown().archived ? ArchiveRestore : Archive}
                  onClick={() => change({ archived: !shown().archived })}
                >
                  {shown().archived ? t('customers.office.restore') : t('customers.office.archive')}
                </Button>
              </>
            }
          >
            <div class="office-stack" data-customer-editor={props.id}>
              <p class="office-muted">{t('office.products.savesItself')}</p>
              <Texts row={shown()} onChange={change} />
              <Terms row={shown()} onChange={change} />
              <HouseAccount id={props.id} limit={shown().creditLimit} />
            </div>
          </Sheet>
          <Show when={forgetting()}>
            <ForgetDialog
              id={props.id}
              name={shown().name}
              onClose={() => setForgetting(false)}
              onForgotten={props.onClose}
            />
          </Show>
        </>
      )}
    </Show>
  )
}

interface PartProps {
  readonly row: CustomerRow
  readonly onChange: (values: Partial<Omit<Customer, 'forgotten'>>) => void
}

const TEXTS = ['name', 'phone', 'email', 'number', 'note'] as const

function Texts(props: PartProps): JSX.Element {
  const office = useOffice()
  const twin = createLiveQuery(async () => {
    const { id, number } = props.row
    if (number === '') return undefined
    const same = await office.database.customers.filter(each => each.number === number).toArray()
    return same.find(each => each.id !== id)
  })
  const hint = (field: (typeof TEXTS)[number]) => {
    const other = field === 'number' ? twin() : undefined
    return other === undefined ? undefined : t('customers.office.numberTaken', { name: other.name })
  }
  return (
    <>
      {TEXTS.map(field => (
        <WithConflict field={field} row={props.row}>
          <SavedText
            label={t(`customers.field.${field}`)}
            description={hint(field)}
            stored={props.row[field]}
            onSave={text => {
              const problem = validateCustomerField(field, text.trim())
              if (problem !== null) return problemWords(problem)
              props.onChange({ [field]: text.trim() })
              return null
            }}
            {...(field === 'note' ? { lines: 3 } : {})}
          />
        </WithConflict>
      ))}
    </>
  )
}

function Terms(props: PartProps): JSX.Element {
  const office = useOffice()
  const currency = () => customerCurrency(office)
  const groups = () => [
    { value: '', label: t('customers.office.noGroup') },
    ...(office.customerGroups() ?? [])
      .filter(each => !each.archived || each.id === props.row.group)
      .map(each => ({ value: each.id as string, label: each.name })),
  ]
  const languages = () => [
    { value: '' as const, label: t('customers.office.asStore') },
    ...SPOKEN_LANGUAGES.map(value => ({ value, label: LANGUAGE_NAMES[value] })),
  ]
  const limit = () => (props.row.creditLimit === null ? '' : formatAmount(props.row.creditLimit, currency()))
  return (
    <>
      <WithConflict field="group" row={props.row}>
        <ChoiceField
          label={t('customers.field.group')}
          options={groups()}
          value={props.row.group ?? ''}
          onValue={value => props.onChange({ group: parseId<CustomerGroupId>(value) ?? null })}
        />
      </WithConflict>
      <WithConflict field="exemption" row={props.row}>
        <ExemptionFields
          exemption={props.row.exemption}
          onExemption={exemption => props.onChange({ exemption })}
        />
      </WithConflict>
      <WithConflict field="creditLimit" row={props.row}>
        <SavedText
          label={`${t('customers.field.creditLimit')} (${currency()})`}
          description={t('customers.office.creditHint')}
          inputmode="decimal"
          stored={limit()}
          onSave={text => {
            const reading = readPrice(text, currency())
            if (reading.kind === 'problem') return problemWords(reading.code)
            props.onChange({ creditLimit: reading.kind === 'empty' ? null : reading.minor })
            return null
          }}
        />
      </WithConflict>
      <WithConflict field="language" row={props.row}>
        <ChoiceField
          label={t('customers.field.language')}
          options={languages()}
          value={props.row.language ?? ''}
          onValue={value => props.onChange({ language: value || null })}
        />
      </WithConflict>
      <WithConflict field="emailReceipts" row={props.row}>
        <Switch
          label={t('customers.office.emailReceipts')}
          checked={props.row.emailReceipts}
          onChecked={emailReceipts => props.onChange({ emailReceipts })}
        />
      </WithConflict>
    </>
  )
}

/** In place of a field that has two values: both, to pick from. */
function WithConflict(props: {
  readonly field: keyof Customer
  readonly row: CustomerRow
  readonly children: JSX.Element
}): JSX.Element {
  const office = useOffice()
  const conflict = () =>
    office
      .conflicts()
      ?.find(each => each.log === 'customers' && each.record === props.row.id && each.field === props.field)
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
