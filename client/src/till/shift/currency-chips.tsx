import type { CurrencyCode } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'

/** Which money of the drawer it is about; nothing where there is only one. */
export function CurrencyChips(props: {
  readonly currencies: readonly CurrencyCode[]
  readonly chosen: CurrencyCode | undefined
  readonly onChoose: (currency: CurrencyCode) => void
}): JSX.Element {
  return (
    <Show when={props.currencies.length > 1}>
      <fieldset class="shift__chips" aria-label={t('shift.count.currency')}>
        <For each={props.currencies}>
          {each => (
            <Chip size="till" selected={props.chosen === each} onSelect={() => props.onChoose(each)}>
              {each}
            </Chip>
          )}
        </For>
      </fieldset>
    </Show>
  )
}
