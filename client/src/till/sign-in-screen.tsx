import type { PersonId } from '@evertill/crdt-model'
import { createEffect, createMemo, createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { giveScan, takeScans } from '../hardware/scan-takers.ts'
import { makeWedgeScanner } from '../hardware/wedge-scanner.ts'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { useReplica } from '../replica/create-replica.ts'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { createBadgeScan } from './create-badge-scan.ts'
import './sign-in.css'
import { PeopleTiles } from './people-tiles.tsx'
import { type PinOutcome, PinPad } from './pin-pad.tsx'
import { useTill } from './till-context.tsx'
import { TillSafety } from './till-safety.tsx'
import { UpdateBar } from './update-bar.tsx'

/** Who is selling: a person of the store, then their PIN. Works without a network. */
export function SignInScreen(): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const replica = useReplica()
  const [chosen, setChosen] = createSignal<PersonRow | null>(null)
  const people = createLiveQuery(async () => {
    const rows = await database.people.where('store').equals(till.workplace.store).toArray()
    return rows.filter(row => !row.archived)
  })
  const signIn = async (person: PersonId, pin: string): Promise<PinOutcome> => {
    const result = await replica.send<'signIn'>({ type: 'signIn', person, pin })
    if (result.kind === 'signed-in') return 'done'
    return result.kind === 'unknown-person' ? 'unknown' : 'wrong'
  }
  const badgeProblem = createBadgeScan({
    onPerson: setChosen,
    async onBadge(code) {
      const result = await replica.send<'signInByBadge'>({ type: 'signInByBadge', code })
      return result.kind === 'signed-in' ? 'done' : 'wrong'
    },
  })
  onMount(() => onCleanup(takeScans(code => void till.badges.take(code))))
  createEffect(() => {
    const profile = till.devices.setup().wedge
    onCleanup(makeWedgeScanner(window, giveScan, { profile }))
  })
  const hasBadges = () => people()?.some(row => row.badge) === true
  const lastRow = createLiveQuery(async () => (await database.meta.get('lastOperator')) ?? null)
  const last = () => {
    const row = lastRow()
    return row?.key === 'lastOperator' ? row.value : null
  }
  // Whoever was here last comes back most often: their tile is the first, and Enter is enough.
  const sorted = createMemo(() => {
    if (lastRow() === undefined) return undefined
    const order = (row: PersonRow) => (row.id === last() ? 0 : 1)
    return people()?.toSorted((a, b) => order(a) - order(b) || a.name.localeCompare(b.name))
  })
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
        <p class="till-sign-in__problem" role="alert">
          {badgeProblem()}
        </p>
        <Show
          when={chosen()}
          keyed
          fallback={
            <>
              <h1>{t('till.signIn.title')}</h1>
              <Show when={hasBadges()}>
                <p class="till-sign-in__note">{t('till.badge.hint')}</p>
              </Show>
              <Show when={till.sales.sale().lines.length > 0}>
                <p class="till-sign-in__note">{t('till.signIn.sale')}</p>
              </Show>
              <Show when={sorted()} fallback={<Skeleton shape="tile" count={4} />}>
                {rows => <PeopleTiles people={rows()} last={last()} onChoose={setChosen} />}
              </Show>
            </>
          }
        >
          {person => (
            <PinPad
              person={person}
              action={t('till.signIn.submit')}
              onPin={pin => signIn(person.id, pin)}
              onBack={() => setChosen(null)}
            />
          )}
        </Show>
      </main>
      <footer class="till-sign-in__footer">
        <UpdateBar />
        <PreferenceSwitches />
      </footer>
    </div>
  )
}
