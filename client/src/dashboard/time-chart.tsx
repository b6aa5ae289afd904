import { createEffect, createSignal, type JSX, on, onCleanup, onMount } from 'solid-js'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatDate } from '../i18n/format.ts'
import { locale, t } from '../i18n/translate.ts'

/** One line of a chart: values at the times of the chart, null where there is none. */
export interface ChartLine {
  readonly name: string
  readonly values: readonly (number | null)[]
}

export interface TimeChartProps {
  readonly title: string
  /** Milliseconds since 1970, ascending. */
  readonly times: readonly number[]
  readonly lines: readonly ChartLine[]
  /** A value in words, for the axis and the legend. */
  readonly words: (value: number) => string
}

const HEIGHT = 180
/** Colours of lines, in the order in which they are told apart best. */
const COLOURS = ['--accent', '--warning', '--critical', '--positive', '--focus', '--text-muted'] as const

/** Lines over time. For whoever cannot see it, a sentence with its span and its highest value. */
export function TimeChart(props: TimeChartProps): JSX.Element {
  const [box, setBox] = createSignal<HTMLDivElement>()
  let chart: uPlot | undefined
  const draw = () => {
    const parent = box()
    chart?.destroy()
    if (parent !== undefined) chart = new uPlot(optionsOf(props, parent), dataOf(props), parent)
  }
  onMount(() => {
    const resized = new ResizeObserver(([entry]) => {
      if (entry) chart?.setSize({ width: entry.contentRect.width, height: HEIGHT })
    })
    const scheme = window.matchMedia('(prefers-color-scheme: dark)')
    const theme = new MutationObserver(draw)
    const parent = box()
    if (parent !== undefined) resized.observe(parent)
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    scheme.addEventListener('change', draw)
    onCleanup(() => {
      resized.disconnect()
      theme.disconnect()
      scheme.removeEventListener('change', draw)
      chart?.destroy()
    })
  })
  createEffect(on(() => [box(), props.times, props.lines, locale()], draw))
  return (
    <figure class="dash-chart">
      <figcaption>{props.title}</figcaption>
      <div ref={setBox} role="img" aria-label={describe(props)} />
    </figure>
  )
}

function describe(props: TimeChartProps): string {
  const most = Math.max(0, ...props.lines.flatMap(line => line.values.map(value => value ?? 0)))
  return t('dashboard.history.chart', {
    title: props.title,
    from: formatDate(props.times[0] ?? 0, 'date-time'),
    to: formatDate(props.times.at(-1) ?? 0, 'date-time'),
    most: props.words(most),
  })
}

function dataOf(props: TimeChartProps): uPlot.AlignedData {
  return [props.times.map(at => at / 1000), ...props.lines.map(line => [...line.values])]
}

function optionsOf(props: TimeChartProps, parent: HTMLElement): uPlot.Options {
  const style = getComputedStyle(parent)
  const colour = (token: string) => resolveColour(parent, style.getPropertyValue(token))
  const axis = {
    stroke: colour('--text-muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `12px ${style.fontFamily}`,
  }
  return {
    width: Math.max(200, parent.clientWidth),
    height: HEIGHT,
    cursor: { y: false },
    legend: { live: false },
    scales: { y: { range: (_chart, _low, high) => [0, Math.max(1, high * 1.1)] } },
    axes: [
      { ...axis, values: (_chart, times) => times.map(at => axisTime(at * 1000, props.times)) },
      { ...axis, size: 72, values: (_chart, values) => values.map(props.words) },
    ],
    series: [
      {},
      ...props.lines.map((line, index) => ({
        label: line.name,
        stroke: colour(COLOURS[index % COLOURS.length] ?? '--accent'),
        width: 2,
        points: { show: props.times.length < 3 },
      })),
    ],
  }
}

/** Over more than a day the day says more than the hour. */
function axisTime(at: number, times: readonly number[]): string {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0)
  return formatDate(at, span > 26 * 3600_000 ? 'date' : 'time')
}

/** A canvas knows no `light-dark()`: the browser works the colour out on an element. */
function resolveColour(parent: HTMLElement, value: string): string {
  const probe = document.createElement('span')
  probe.style.color = value
  parent.append(probe)
  const { color } = getComputedStyle(probe)
  probe.remove()
  return color
}
