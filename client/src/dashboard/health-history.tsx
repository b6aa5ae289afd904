import type { HealthHistoryReply, TillHealth } from '@evertill/crdt-model'
import {
  createMemo,
  createResource,
  createSignal,
  For,
  type JSX,
  lazy,
  onCleanup,
  Show,
  Suspense,
} from 'solid-js'
import { getHealthHistory } from '../api/relay-api.ts'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { type ChartSeries, relaySeries, tillSeries } from './chart-series.ts'
import { millisecondWords } from './dashboard-words.ts'

const TimeChart = lazy(async () => ({ default: (await import('./time-chart.tsx')).TimeChart }))

const RANGES = [
  { hours: 24, words: 'dashboard.history.day' },
  { hours: 168, words: 'dashboard.history.week' },
] as const

/** A point is recorded every five minutes; asked for as often. Milliseconds. */
const RENEW_EVERY = 5 * 60_000

/** How the tills and the server were: charts of the last day or week. */
export function HealthHistory(props: { readonly tills: readonly TillHealth[] }): JSX.Element {
  const [hours, setHours] = createSignal<number>(RANGES[0].hours)
  const [history, { refetch }] = createResource(hours, getHealthHistory)
  const renew = setInterval(() => void refetch(), RENEW_EVERY)
  onCleanup(() => clearInterval(renew))
  const reply = () => {
    const result = history.latest
    return result?.ok ? result.value : undefined
  }
  return (
    <section class="office-group" aria-labelledby="dash-history">
      <div class="dash-history__head">
        <h2 id="dash-history">{t('dashboard.history.title')}</h2>
        <fieldset class="shell-segments">
          <legend class="visually-hidden">{t('dashboard.history.range')}</legend>
          <For each={RANGES}>
            {range => (
              <button
                type="button"
                aria-pressed={hours() === range.hours}
                onClick={() => setHours(range.hours)}
              >
                {t(range.words)}
              </button>
            )}
          </For>
        </fieldset>
      </div>
      <Suspense fallback={<Skeleton count={3} />}>
        <Show
          when={reply()}
          fallback={
            <Show when={history.latest?.ok === false}>
              <Notice kind="warning" title={t('dashboard.history.failed')} onRetry={() => void refetch()} />
            </Show>
          }
        >
          {known => <Charts history={known()} tills={props.tills} />}
        </Show>
      </Suspense>
    </section>
  )
}

interface Chart {
  readonly title: string
  readonly series: ChartSeries
  readonly words: (value: number) => string
}

function Charts(props: {
  readonly history: HealthHistoryReply
  readonly tills: readonly TillHealth[]
}): JSX.Element {
  const names = createMemo(() => new Map(props.tills.map(till => [till.till as string, till.name])))
  const nameOf = (till: string) => names().get(till) ?? till
  const count = (value: number) => formatNumber(Math.round(value * 10) / 10)
  const charts = createMemo<Chart[]>(() => [
    {
      title: t('dashboard.history.unsynced'),
      series: tillSeries(props.history, nameOf, sample => sample.unsyncedEntries),
      words: count,
    },
    {
      title: t('dashboard.history.lag'),
      series: tillSeries(props.history, nameOf, sample => sample.lagP95),
      words: millisecondWords,
    },
    {
      title: t('dashboard.history.updates'),
      series: relaySeries(props.history, sample => sample.updatesPerSecond),
      words: count,
    },
    {
      title: t('dashboard.history.commit'),
      series: relaySeries(props.history, sample => sample.commitP99),
      words: millisecondWords,
    },
  ])
  return (
    <Show
      when={charts().some(chart => chart.series.times.length > 0)}
      fallback={<p class="office-muted">{t('dashboard.history.empty')}</p>}
    >
      <div class="dash-charts">
        <For each={charts().filter(chart => chart.series.times.length > 0)}>
          {chart => (
            <div class="office-card">
              <TimeChart
                title={chart.title}
                times={chart.series.times}
                lines={chart.series.lines}
                words={chart.words}
              />
            </div>
          )}
        </For>
      </div>
    </Show>
  )
}
