import { parseAmount, parseCurrency, type Store, validateStoreField } from '@evertill/crdt-model'
import { createMemo, type JSX, Show } from 'solid-js'
import { formatAmount } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { Switch } from '../../ui/switch.tsx'
import { problemWords } from '../problem-words.ts'
import { SavedText } from './saved-text.tsx'

/** How the drawers of a store are looked after: shifts, the float, the count, and who stays signed in. */
export function DrawerRules(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const currency = createMemo(() => parseCurrency(props.store.currency))
  const saveFloat = (text: string): string | null => {
    const known = currency()
    const usualFloat = known && parseAmount(text.trim() === '' ? '0' : text, known)
    if (usualFloat === undefined || validateStoreField('usualFloat', usualFloat) !== null)
      return problemWords('not-a-price')
    props.onValues({ usualFloat })
    return null
  }
  const saveMinutes = (text: string): string | null => {
    const idleMinutes = text.trim() === '' ? Number.NaN : Number(text)
    if (validateStoreField('idleMinutes', idleMinutes) !== null) return t('office.settings.idleProblem')
    props.onValues({ idleMinutes })
    return null
  }
  return (
    <>
      <Switch
        label={t('office.settings.shiftRequired')}
        description={t('office.settings.shiftRequiredHint')}
        checked={props.store.shiftRequired === true}
        onChecked={shiftRequired => props.onValues({ shiftRequired })}
      />
      <Switch
        label={t('office.settings.blindCount')}
        description={t('office.settings.blindCountHint')}
        checked={props.store.blindCount !== false}
        onChecked={blindCount => props.onValues({ blindCount })}
      />
      <Show when={currency()}>
        {known => (
          <SavedText
            label={t('office.settings.usualFloat', { currency: known() })}
            description={t('office.settings.usualFloatHint')}
            inputmode="decimal"
            stored={formatAmount(props.store.usualFloat ?? 0, known())}
            onSave={saveFloat}
          />
        )}
      </Show>
      <SavedText
        label={t('office.settings.idleMinutes')}
        description={t('office.settings.idleMinutesHint')}
        inputmode="numeric"
        stored={String(props.store.idleMinutes ?? 10)}
        onSave={saveMinutes}
      />
    </>
  )
}
