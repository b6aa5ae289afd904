import UserRound from 'lucide-solid/icons/user-round'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Initial } from '../ui/initial.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './sign-in.css'
import { PinPad } from './pin-pad.tsx'
import { useTill } from './till-context.tsx'
import { TillSafety } from './till-safety.tsx'
import { UpdateBar } from './update-bar.tsx'

/** Who is selling: a person of the store, then their PIN. Works without a network. */
export function SignInScreen(): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const [chosen, setChosen] = createSignal<PersonRow | null>(null)
  const people = createLiveQuery(async () => {
    const rows = await database.people.where('store').equals(till.workplace.store).toArray()
    return rows.filter(row => !row.archived)
  })
  const sorted = createMemo(() => people()?.toSorted((a, b) => a.name.localeCompare(b.name)))
  return (
    <div class="till-sign-in" data-screen="sign-in">
      <header class="till-sign-in__header">
        <span class="till-place">
          <strong>{till.store().name}</strong>
          <span>{till.workplace.tillName}</span>
        </span>
        <TillSafety />
      </header>
      <main class="till-sign-in__main">
        <Show
          when={chosen()}
          keyed
          fallback={
            <>
              <h1>{t('till.signIn.title')}</h1>
              <Show when={till.sales.sale().lines.length > 0}>
                <p class="till-sign-in__note">{t('till.signIn.sale')}</p>
              </Show>
              <Show when={sorted()} fallback={<Skeleton shape="tile" count={4} />}>
                {rows => <PeopleTiles people={rows()} onChoose={setChosen} />}
              </Show>
            </>
          }
        >
          {person => <PinPad person={person} onBack={() => setChosen(null)} />}
        </Show>
      </main>
      <footer class="till-sign-in__footer">
        <UpdateBar />
        <PreferenceSwitches />
      </footer>
    </div>
  )
}

function PeopleTiles(props: {
  readonly people: readonly PersonRow[]
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
                onClick={() => props.onChoose(person)}
              >
                <Initial name={person.name} size="large" />
                <span class="till-person__name">{person.name}</span>
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
