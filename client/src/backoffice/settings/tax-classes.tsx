import {
  parseBusinessDay,
  type TaxClassId,
  type TaxRate,
  taxClassFields,
  validateTaxClassField,
} from '@evertill/crdt-model'
import Percent from 'lucide-solid/icons/percent'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createMemo, For, Index, type JSX, Show } from 'solid-js'
import { formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { TaxClassRow } from '../../local/database.ts'
import { readPercent } from '../../setup/read-percent.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Switch } from '../../ui/switch.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { ListState } from '../list-state.tsx'
import { NameForm } from '../name-form.tsx'
import { type Office, useOffice } from '../office-context.tsx'
import { problemWords } from '../problem-words.ts'
import { newId, writeRecords } from '../record-write.ts'
import { createOwnEdit } from './create-own-edit.ts'
import { SavedText } from './saved-text.tsx'

/** What products are taxed by: each class with its rates. */
export function TaxClasses(): JSX.Element {
  const office = useOffice()
  return (
    <section class="office-group" aria-labelledby="settings-taxes">
      <h2 id="settings-taxes">{t('office.settings.taxesTitle')}</h2>
      <p class="office-muted">{t('office.settings.taxesHint')}</p>
      <NewTaxClass />
      <ListState
        rows={office.taxClasses()}
        empty={
          <EmptyState icon={Percent} title={t('office.settings.noTaxes')}>
            {t('office.settings.noTaxesHint')}
          </EmptyState>
        }
      >
        <div class="settings-cards">
          <ForRecords rows={office.taxClasses()}>{row => <TaxClassCard row={row()} />}</ForRecords>
        </div>
      </ListState>
    </section>
  )
}

function TaxClassCard(props: { readonly row: TaxClassRow }): JSX.Element {
  const office = useOffice()
  const [rates, noteRates] = createOwnEdit<readonly TaxRate[]>(() => props.row.rates)
  const setRates = (changed: readonly TaxRate[]) => {
    noteRates(changed)
    void write(office, props.row.id, { rates: changed })
  }
  const change = (index: number, changed: TaxRate) =>
    setRates(rates().map((rate, at) => (at === index ? changed : rate)))
  return (
    <section class="office-card settings-card" aria-label={props.row.name} data-tax-class={props.row.id}>
      <SavedText
        label={t('office.settings.taxClassName')}
        stored={props.row.name}
        onSave={text => {
          const problem = validateTaxClassField('name', text.trim())
          if (problem !== null) return problemWords(problem)
          void write(office, props.row.id, { name: text.trim() })
          return null
        }}
      />
      <Index each={rates()}>
        {(rate, index) => (
          <RateRow
            rate={rate()}
            isFirst={index === 0}
            onRate={changed => change(index, changed)}
            onRemove={() => setRates(rates().filter((_, at) => at !== index))}
          />
        )}
      </Index>
      <Show when={rates().length === 0}>
        <p class="office-muted">{t('office.settings.taxFree')}</p>
      </Show>
      <Button icon={Plus} onClick={() => setRates([...rates(), { ...freshRate(rates()), included: true }])}>
        {t('office.settings.addRate')}
      </Button>
      <FieldConflicts log="taxClasses" record={props.row.id} />
    </section>
  )
}

/** A rate with a name of its own: two alike would be one. */
function freshRate(rates: readonly TaxRate[]): Omit<TaxRate, 'included'> {
  const word = t('office.settings.newRate')
  const names = new Set(rates.map(rate => rate.name))
  let name = word
  for (let count = 2; names.has(name); count++) name = `${word} ${count}`
  return { name, rateMillionths: 0 }
}

function RateRow(props: {
  readonly rate: TaxRate
  readonly isFirst: boolean
  readonly onRate: (rate: TaxRate) => void
  readonly onRemove: () => void
}): JSX.Element {
  const office = useOffice()
  const stores = createMemo(() => office.stores() ?? [])
  const isIn = (store: string) =>
    props.rate.stores === undefined || props.rate.stores.some(id => id === store)
  const setStore = (store: string, levied: boolean) => {
    const chosen = stores().filter(each => (each.id === store ? levied : isIn(each.id)))
    const { stores: _, ...rest } = props.rate
    props.onRate(chosen.length === stores().length ? rest : { ...rest, stores: chosen.map(each => each.id) })
  }
  const setDay = (field: 'from' | 'until', text: string): string | null => {
    const { [field]: _, ...rest } = props.rate
    const day = parseBusinessDay(text.trim())
    if (text.trim() !== '' && day === undefined) return t('office.settings.noDay')
    props.onRate(day === undefined ? rest : { ...rest, [field]: day })
    return null
  }
  const setPercent = (text: string): string | null => {
    const rateMillionths = readPercent(text)
    if (rateMillionths === undefined || rateMillionths < 0) return t('office.settings.noPercent')
    props.onRate({ ...props.rate, rateMillionths })
    return null
  }
  return (
    <fieldset class="settings-rate">
      <legend class="visually-hidden">{props.rate.name}</legend>
      <div class="settings-rate__main">
        <SavedText
          label={t('office.settings.rateName')}
          stored={props.rate.name}
          onSave={text => {
            if (text.trim() === '') return problemWords('required')
            props.onRate({ ...props.rate, name: text.trim() })
            return null
          }}
        />
        <SavedText
          label={t('office.settings.percent')}
          inputmode="decimal"
          stored={formatRate(props.rate.rateMillionths)}
          onSave={setPercent}
        />
        <Button iconOnly icon={Trash} onClick={() => props.onRemove()}>
          {t('office.settings.removeRate', { name: props.rate.name })}
        </Button>
      </div>
      <Switch
        label={t('office.settings.included')}
        description={t('office.settings.includedHint')}
        checked={props.rate.included}
        onChecked={included => props.onRate({ ...props.rate, included })}
      />
      <Show when={!props.isFirst}>
        <Switch
          label={t('office.settings.compound')}
          description={t('office.settings.compoundHint')}
          checked={props.rate.compound === true}
          onChecked={compound => {
            const { compound: _, ...rest } = props.rate
            props.onRate(compound ? { ...rest, compound } : rest)
          }}
        />
      </Show>
      <details class="settings-limits" open={hasLimits(props.rate)}>
        <summary>{t('office.settings.limits')}</summary>
        <div class="settings-rate__main">
          <SavedText
            label={t('office.settings.from')}
            description={t('office.settings.dayHint')}
            stored={props.rate.from ?? ''}
            onSave={text => setDay('from', text)}
          />
          <SavedText
            label={t('office.settings.until')}
            description={t('office.settings.dayHint')}
            stored={props.rate.until ?? ''}
            onSave={text => setDay('until', text)}
          />
        </div>
        <Show when={stores().length > 1}>
          <For each={stores()}>
            {store => (
              <Switch
                label={t('office.settings.leviedIn', { store: store.name })}
                checked={isIn(store.id)}
                onChecked={levied => setStore(store.id, levied)}
              />
            )}
          </For>
        </Show>
      </details>
    </fieldset>
  )
}

function hasLimits(rate: TaxRate): boolean {
  return rate.from !== undefined || rate.until !== undefined || rate.stores !== undefined
}

function NewTaxClass(): JSX.Element {
  const office = useOffice()
  return (
    <NameForm
      label={t('office.settings.newTaxClass')}
      action={t('office.settings.addTaxClass')}
      validate={name => validateTaxClassField('name', name)}
      onAdd={name => write(office, newId<TaxClassId>(), { name, rates: [] })}
    />
  )
}

function write(
  office: Office,
  record: TaxClassId,
  values: Parameters<typeof taxClassFields>[0],
): Promise<boolean> {
  const target = { document: 'settings', log: 'taxClasses' } as const
  return writeRecords(office.replica, target, [{ record, fields: taxClassFields(values) }])
}
