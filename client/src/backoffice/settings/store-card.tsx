import {
  type CashRoundingRule,
  type FieldValue,
  minorUnits,
  parseCurrency,
  type Store,
  storeFields,
  type TaxRounding,
  validateStoreField,
} from '@evertill/crdt-model'
import { createMemo, type JSX, Show } from 'solid-js'
import { formatAmount } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { Select } from '../../ui/select.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { writeRecords } from '../record-write.ts'
import { DrawerRules } from './drawer-rules.tsx'
import { LabelRules } from './label-rules.tsx'
import { ReceiptSettings } from './receipt-settings.tsx'
import { SavedText } from './saved-text.tsx'
import { StoreTenders } from './store-tenders.tsx'

const TAX_ROUNDINGS = ['per-unit', 'per-line', 'per-document'] as const satisfies readonly TaxRounding[]
const CASH_RULES = [
  'half-up',
  'half-even',
  'half-down',
  'up',
  'down',
] as const satisfies readonly CashRoundingRule[]
/** The smallest coins that cash is rounded to anywhere, as parts of the main unit. */
const CASH_STEPS = [0, 0.05, 0.1, 0.5, 1] as const

/** One store: what its receipts say and how its sums are rounded. Each field is saved as it is left. */
export function StoreCard(props: { readonly store: StoreRow }): JSX.Element {
  const office = useOffice()
  const write = (values: Partial<Store>) =>
    void writeRecords(office.replica, { document: 'settings', log: 'stores' }, [
      { record: props.store.id, fields: storeFields(values) },
    ])
  /** Writes when the value may be written, and says why not otherwise. */
  const save = (field: keyof Store, value: FieldValue, values: Partial<Store>): string | null => {
    const problem = validateStoreField(field, value)
    if (problem !== null) return problemWords(problem)
    write(values)
    return null
  }
  const taxRoundings = createMemo(() =>
    TAX_ROUNDINGS.map(value => ({ value, label: t(`office.settings.taxRoundings.${value}`) })),
  )
  const lines = (text: string) =>
    text
      .split('\n')
      .map(line => line.trim())
      .filter(line => line !== '')
  return (
    <section class="office-card settings-card" aria-label={props.store.name} data-store={props.store.id}>
      <SavedText
        label={t('office.settings.storeName')}
        stored={props.store.name}
        onSave={text => save('name', text.trim(), { name: text.trim() })}
      />
      <SavedText
        label={t('office.settings.address')}
        description={t('office.settings.addressHint')}
        lines={3}
        stored={props.store.address.join('\n')}
        onSave={text => save('address', lines(text), { address: lines(text) })}
      />
      <SavedText
        label={t('office.settings.footer')}
        description={t('office.settings.footerHint')}
        lines={2}
        stored={props.store.receiptFooter}
        onSave={text => save('receiptFooter', text.trim(), { receiptFooter: text.trim() })}
      />
      <SavedText
        label={t('office.settings.timeZone')}
        description={t('office.settings.timeZoneHint')}
        stored={props.store.timeZone}
        onSave={text =>
          isTimeZone(text.trim())
            ? save('timeZone', text.trim(), { timeZone: text.trim() })
            : t('office.settings.noTimeZone')
        }
      />
      <Select
        label={t('office.settings.taxRounding')}
        options={taxRoundings()}
        value={props.store.taxRounding}
        onValue={taxRounding => write({ taxRounding })}
      />
      <CashRounding store={props.store} onValues={write} />
      <StoreTenders store={props.store} onValues={write} />
      <ReceiptSettings store={props.store} onValues={write} />
      <LabelRules store={props.store} onValues={write} />
      <DrawerRules store={props.store} onValues={write} />
      <FieldConflicts log="stores" record={props.store.id} />
    </section>
  )
}

/** Where the smallest coins are gone: to which step cash is rounded, and how. */
function CashRounding(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const currency = createMemo(() => parseCurrency(props.store.currency))
  // Kept while the store changes elsewhere: a list that is open would close.
  const options = createMemo(() => {
    const known = currency()
    if (known === undefined) return []
    const units = 10 ** minorUnits(known)
    const steps = [...new Set(CASH_STEPS.map(step => Math.round(step * units)))]
    return steps.map(step => ({
      value: String(step),
      label: step === 0 ? t('office.settings.cashExact') : formatAmount(step, known),
    }))
  })
  const rules = createMemo(() =>
    CASH_RULES.map(value => ({ value, label: t(`office.settings.cashRules.${value}`) })),
  )
  const step = () => props.store.cashStep ?? 0
  return (
    <Show when={currency()}>
      <Select
        label={t('office.settings.cashStep')}
        description={t('office.settings.cashStepHint')}
        options={options()}
        value={String(step())}
        onValue={value => props.onValues({ cashStep: Number(value) })}
      />
      <Show when={step() > 0}>
        <Select
          label={t('office.settings.cashRule')}
          options={rules()}
          value={props.store.cashRule ?? 'half-up'}
          onValue={cashRule => props.onValues({ cashRule })}
        />
      </Show>
    </Show>
  )
}

/** Whether this browser knows the zone: receipts are dated in it. */
function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
