import type { HealthHistoryReply } from '@evertill/crdt-model'
import type { ChartLine } from './time-chart.tsx'

/** Lines over the same times: a subject that was not there at one of them has a gap. */
export interface ChartSeries {
  readonly times: readonly number[]
  readonly lines: readonly ChartLine[]
}

interface Subject<Sample> {
  readonly name: string
  readonly samples: readonly Sample[]
}

/** One line for each till. @param nameOf what people call it */
export function tillSeries(
  history: HealthHistoryReply,
  nameOf: (till: string) => string,
  value: (sample: HealthHistoryReply['tills'][number]['samples'][number]) => number | null,
): ChartSeries {
  const subjects = history.tills.map(({ till, samples }) => ({ name: nameOf(till), samples }))
  return seriesOf(subjects, value)
}

/** One line for each relay. */
export function relaySeries(
  history: HealthHistoryReply,
  value: (sample: HealthHistoryReply['relays'][number]['samples'][number]) => number | null,
): ChartSeries {
  const subjects = history.relays.map(({ relay, samples }) => ({ name: relay, samples }))
  return seriesOf(subjects, value)
}

function seriesOf<Sample extends { readonly at: number }>(
  subjects: readonly Subject<Sample>[],
  value: (sample: Sample) => number | null,
): ChartSeries {
  const times = [...new Set(subjects.flatMap(({ samples }) => samples.map(sample => sample.at)))].sort(
    (a, b) => a - b,
  )
  const lines = subjects.map(({ name, samples }) => {
    const byTime = new Map(samples.map(sample => [sample.at, sample]))
    const values = times.map(at => {
      const sample = byTime.get(at)
      return sample === undefined ? null : value(sample)
    })
    return { name, values }
  })
  return { times, lines }
}
