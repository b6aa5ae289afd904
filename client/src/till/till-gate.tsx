import { createEffect, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { createLiveQuery } from '../local/live-query.ts'
import { pricingContextOf } from '../local/pricing-context.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { useReplica } from '../replica/create-replica.ts'
import { BrokenScreen, IncidentScreen, OpenElsewhereScreen, TakenOverScreen } from './blocked-screens.tsx'
import { DownloadScreen } from './download-screen.tsx'
import { type LeftSale, readOpenDraft } from './read-open-draft.ts'
import { ReadyTill } from './ready-till.tsx'

/** What stands between a person and the till: another tab, an incident, the first download. */
export function TillGate(props: { readonly workplace: TillWorkplace }): JSX.Element {
  const replica = useReplica()
  const database = useLocalDatabase()
  const storeRow = createLiveQuery(() => database.stores.get(props.workplace.store))
  const taxClasses = createLiveQuery(() => database.taxClasses.toArray())
  const store = createMemo<ReturnType<typeof storeRow>>(before => storeRow() ?? before)
  const pricing = createMemo(() => {
    const [row, classes] = [store(), taxClasses()]
    return row === undefined || classes === undefined ? undefined : pricingContextOf(row, classes)
  })
  const isReady = createMemo<boolean>(before => before || replica.status().phase === 'ready', false)
  const left = readOnce(isReady, () => readOpenDraft(database))
  const incident = () => {
    const started = replica.started()
    return started?.kind === 'incident' ? started.incident : null
  }
  return (
    <Switch fallback={<DownloadScreen />}>
      <Match when={replica.failure()}>{message => <BrokenScreen message={message()} />}</Match>
      <Match when={replica.status().takenOver}>
        <TakenOverScreen />
      </Match>
      <Match when={replica.started()?.kind === 'open-elsewhere'}>
        <OpenElsewhereScreen />
      </Match>
      <Match when={incident()}>{found => <IncidentScreen incident={found()} />}</Match>
      <Match when={left()}>
        {found => (
          <Show when={store()} fallback={<DownloadScreen />}>
            {row => (
              <Show when={pricing()}>
                {context => (
                  <ReadyTill workplace={props.workplace} store={row()} pricing={context()} left={found()} />
                )}
              </Show>
            )}
          </Show>
        )}
      </Match>
    </Switch>
  )
}

/** Reads the sale that a reload left, once, when the worker has put its stores in order. */
function readOnce(isReady: () => boolean, read: () => Promise<LeftSale>): () => LeftSale | undefined {
  const [left, setLeft] = createSignal<LeftSale>()
  const [failure, setFailure] = createSignal<{ readonly error: unknown }>()
  createEffect(() => {
    if (isReady()) read().then(setLeft, error => setFailure({ error }))
  })
  return () => {
    const failed = failure()
    // For the error boundary: a till whose stores cannot be read must not go on with an empty sale.
    if (failed !== undefined) throw failed.error
    return left()
  }
}
