import { createSignal, type JSX } from 'solid-js'
import { formatDate, formatRelativeTime } from '../i18n/format.ts'

/** One clock for every time on screen; it only moves words like "3 min ago". */
const TICK_MS = 15_000
const [now, setNow] = createSignal(Date.now())
setInterval(() => setNow(Date.now()), TICK_MS)

/** The time now, moving every 15 seconds. */
export { now }

export interface RelativeTimeProps {
  /** Milliseconds since 1970. */
  readonly at: number
}

/** `3 min ago`; the exact time on hover. */
export function RelativeTime(props: RelativeTimeProps): JSX.Element {
  return (
    <time class="tabular" datetime={new Date(props.at).toISOString()} title={formatDate(props.at, 'exact')}>
      {formatRelativeTime(props.at, Math.max(now(), props.at))}
    </time>
  )
}
