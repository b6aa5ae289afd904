import Search from 'lucide-solid/icons/search'
import X from 'lucide-solid/icons/x'
import { type JSX, Show } from 'solid-js'
import { formatQuantity } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Icon } from '../ui/icon.tsx'
import './search-field.css'
import { enterSearch } from './enter-search.ts'
import { useTill } from './till-context.tsx'

/** For those who put the focus into it: shortcuts, and typing anywhere. */
export const SEARCH_FIELD_ID = 'till-search'
export const SEARCH_RESULTS_ID = 'till-search-results'

export function focusSearch(): void {
  document.getElementById(SEARCH_FIELD_ID)?.focus()
}

export function blurSearch(): void {
  document.getElementById(SEARCH_FIELD_ID)?.blur()
}

export function resultId(index: number): string {
  return `${SEARCH_RESULTS_ID}-${index}`
}

/** Find a product by any part of its name or code; Enter takes the highlighted one, or the code as it stands. */
export function SearchField(): JSX.Element {
  const till = useTill()
  const { search } = till
  const onKey = (event: KeyboardEvent) => {
    // The scanner took this key: it ended a scan, not a search.
    if (event.defaultPrevented) return
    if (event.key === 'Enter') void enterSearch(till)
    else if (event.key === 'ArrowDown') search.move(1)
    else if (event.key === 'ArrowUp') search.move(-1)
    else if (event.key === 'Escape' && search.text() !== '') search.clear()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const isOpen = () => search.answer() !== null
  return (
    <search class="till-search">
      <Icon of={Search} />
      <input
        id={SEARCH_FIELD_ID}
        class="till-search__input"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        enterkeyhint="search"
        aria-label={t('till.header.search')}
        aria-expanded={isOpen()}
        aria-controls={SEARCH_RESULTS_ID}
        aria-autocomplete="list"
        aria-activedescendant={search.highlighted() !== null ? resultId(search.active()) : undefined}
        placeholder={t('till.header.searchHint')}
        value={search.text()}
        // On a phone the results stand where the sale would hide them.
        onPointerDown={() => till.setCartOpen(false)}
        onInput={event => search.setText(event.currentTarget.value)}
        onKeyDown={onKey}
      />
      <Show when={search.quantity()}>
        {quantity => <span class="till-search__quantity tabular">{formatQuantity(quantity())} ×</span>}
      </Show>
      <Show when={search.text() !== ''}>
        <button
          type="button"
          class="till-search__clear"
          aria-label={t('till.header.clearSearch')}
          onClick={() => {
            search.clear()
            focusSearch()
          }}
        >
          <Icon of={X} />
        </button>
      </Show>
    </search>
  )
}
