import {
  type InStoreRule,
  isInStorePattern,
  NO_CURRENCY,
  parseCurrency,
  readInStoreCode,
  type Store,
  usualLabelRules,
} from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { formatMoney, formatQuantity } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { createOwnEdit } from './create-own-edit.ts'
import { SavedText } from './saved-text.tsx'

const KINDS = ['weight', 'price'] as const satisfies readonly InStoreRule['kind'][]

/** How the labels of a store's own scales are read, with a field to try one out. */
export function LabelRules(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const currency = () => parseCurrency(props.store.currency) ?? NO_CURRENCY
  const [rules, noteOwn] = createOwnEdit(() => props.store.labelRules ?? usualLabelRules(currency()))
  const [sample, setSample] = createSignal('')
  const write = (next: readonly InStoreRule[]) => {
    noteOwn(next)
    props.onValues({ labelRules: next })
  }
  const replace = (index: number, rule: InStoreRule) =>
    write(rules().map((each, place) => (place === index ? rule : each)))
  const sampleWords = () => {
    const label = readInStoreCode(sample().replaceAll(/\D/g, ''), rules(), currency())
    if (label === undefined) return t('office.scaleLabels.unread')
    return label.kind === 'weight'
      ? t('office.scaleLabels.weighs', { item: label.item, quantity: formatQuantity(label.quantity) })
      : t('office.scaleLabels.costs', { item: label.item, amount: formatMoney(label.amount, currency()) })
  }
  return (
    <details class="settings-limits" data-label-rules={props.store.id}>
      <summary>{t('office.scaleLabels.title')}</summary>
      <div class="settings-card">
        <p class="office-muted">{t('office.scaleLabels.intro')}</p>
        <For each={rules()}>
          {(rule, index) => (
            <div class="settings-rate__main">
              <ChoiceField
                label={t('office.scaleLabels.kind')}
                options={KINDS.map(value => ({ value, label: t(`office.scaleLabels.kinds.${value}`) }))}
                value={rule.kind}
                onValue={kind => replace(index(), { ...rule, kind })}
              />
              <SavedText
                label={t('office.scaleLabels.pattern')}
                stored={rule.pattern}
                onSave={text => {
                  const pattern = text.trim().toUpperCase()
                  if (!isInStorePattern(pattern)) return t('office.scaleLabels.noPattern')
                  replace(index(), { ...rule, pattern })
                  return null
                }}
              />
              <Button
                iconOnly
                icon={Trash}
                onClick={() => write(rules().filter((_, place) => place !== index()))}
              >
                {t('office.scaleLabels.remove', { pattern: rule.pattern })}
              </Button>
            </div>
          )}
        </For>
        <div class="settings-rate__main">
          <Button
            icon={Plus}
            onClick={() => write([...rules(), { kind: 'price', pattern: '20IIIIINNNDDC' }])}
          >
            {t('office.scaleLabels.add')}
          </Button>
          <Show when={props.store.labelRules}>
            <Button onClick={() => props.onValues({ labelRules: null })}>
              {t('office.scaleLabels.usual')}
            </Button>
          </Show>
        </div>
        <TextField
          label={t('office.scaleLabels.try')}
          description={sample() === '' ? t('office.scaleLabels.tryHint') : sampleWords()}
          value={sample()}
          onValue={setSample}
          inputmode="numeric"
          autocomplete="off"
        />
      </div>
    </details>
  )
}
