import { createEffect, createMemo, createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { readCouponUsesLeft } from '../local/coupon-uses.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { pricingContextOf } from '../local/pricing-context.ts'
import { readDeposits } from '../local/read-deposits.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import type { TillWorkplace } from '../local/workplace.ts'
import { useReplica } from '../replica/create-replica.ts'
import { DownloadScreen } from './download-screen.tsx'
import { later } from './later.ts'
import { type LeftSale, readOpenDraft } from './read-open-draft.ts'
import { ReadyTill } from './ready-till.tsx'

const BrokenScreen = later(async () => (await import('./blocked-screens.tsx')).BrokenScreen)
const IncidentScreen = later(async () => (await import('./blocked-screens.tsx')).IncidentScreen)
const OpenElsewhereScreen = later(async () => (await import('./blocked-screens.tsx')).OpenElsewhereScreen)
const TakenOverScreen = later(async () => (await import('./blocked-screens.tsx')).TakenOverScreen)

/** What stands between a person and the till: another tab, an incident, the first download. */
export function TillGate(props: { readonly workplace: TillWorkplace }): JSX.Element {
  const replica = useReplica()
  const database = useLocalDatabase()
  const storeRow = createLiveQuery(() => database.stores.get(props.workplace.store))
  const taxClasses = createLiveQuery(() => database.taxClasses.toArray())
  const deposits = createLiveQuery(() => readDeposits(database))
  const organisations = createLiveQuery(() => database.organisation.toArray())
  const promotions = createLiveQuery(() => database.promotions.toArray())
  const priceLists = createLiveQuery(() => database.priceLists.toArray())
  const couponUsesLeft = createLiveQuery(() => readCouponUsesLeft(database))
  const store = createMemo<ReturnType<typeof storeRow>>(before => storeRow() ?? before)
  const pricing = createMemo(() => {
    const [row, taxes, firms, offers, lists, coupons] = [
      store(),
      taxClasses(),
      organisations(),
      promotions(),
      priceLists(),
      couponUsesLeft(),
    ]
    if (row === undefined || taxes === undefined || firms === undefined) return undefined
    if (offers === undefined || lists === undefined || coupons === undefined) return undefined
    return pricingContextOf({
      store: row,
      taxClasses: taxes,
      organisations: firms,
      promotions: offers,
      priceLists: lists,
      couponUsesLeft: coupons,
    })
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
              <Show when={pricing() !== undefined && deposits() !== undefined}>
                <Show when={pricing()}>
                  {context => (
                    <ReadyTill
                      workplace={props.workplace}
                      store={row()}
                      pricing={context()}
                      deposits={deposits() ?? new Map()}
                      left={found()}
                    />
                  )}
                </Show>
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
