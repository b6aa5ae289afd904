import type { PersonId } from '@evertill/crdt-model'
import UserRound from 'lucide-solid/icons/user-round'
import { For, type JSX, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Initial } from '../ui/initial.tsx'
import './sign-in.css'

/** People to choose from, as large as a thumb. */
export function PeopleTiles(props: {
  readonly people: readonly PersonRow[]
  /** Who was signed in before: has the focus. */
  readonly last?: PersonId | null
  readonly onChoose: (person: PersonRow) => void
}): JSX.Element {
  return (
    <Show
      when={props.people.length > 0}
      fallback={
        <EmptyState icon={UserRound} title={t('till.signIn.empty')}>
          {t('till.signIn.emptyHint')}
        </EmptyState>
      }
    >
      <ul class="till-people">
        <For each={props.people}>
          {person => (
            <li>
              <button
                type="button"
                class="till-person"
                disabled={person.pin === null}
                ref={element => person.id === props.last && onMount(() => element.focus())}
                onClick={() => props.onChoose(person)}
              >
                <Initial name={person.name} size="large" />
                <span class="till-person__name">{person.name}</span>
                <Show when={person.pin !== null && person.id === props.last}>
                  <span class="till-person__note">{t('till.signIn.last')}</span>
                </Show>
                <Show when={person.pin === null}>
                  <span class="till-person__note">{t('till.signIn.noPin')}</span>
                </Show>
              </button>
            </li>
          )}
        </For>
      </ul>
    </Show>
  )
}
