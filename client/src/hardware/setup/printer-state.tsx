import { isOver } from '@evertill/crdt-model/printing'
import { createEffect, type JSX, onCleanup, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { PrinterLook, PrinterSetup, PrintJobRow } from '../../local/printing.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { StateLine, type StateTone } from '../../ui/state-line.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { jobName } from '../printing/job-name.ts'

/** While somebody looks at a printer on screen, the till looks at it so often. Milliseconds. */
const LOOK_EVERY_MS = 3000

/** How a printer is, in words with a dot beside them: itself, its paper, its drawer, and what it did last. */
export function PrinterStateLines(props: {
  readonly setup: PrinterSetup
  readonly printing: Printing
}): JSX.Element {
  const database = useLocalDatabase()
  const look = () => props.printing.lookOf(props.setup.id)
  const problem = () => props.printing.problemOf(props.setup.id) ?? look()?.problem ?? null
  const waiting = () =>
    props.printing.open().filter(({ target, state }) => target === props.setup.id && !isOver(state)).length
  const last = createLiveQuery(() =>
    database.printJobs
      .orderBy('createdAt')
      .reverse()
      .filter(job => job.target === props.setup.id && isOver(job.state))
      .first(),
  )
  createEffect(() => {
    const { id } = props.setup
    const timer = setInterval(() => void props.printing.look(id), LOOK_EVERY_MS)
    onCleanup(() => clearInterval(timer))
  })
  const tone = (): StateTone => {
    if (problem() !== null) return 'bad'
    return look()?.status.paper === 'low' ? 'low' : look() === undefined ? 'waiting' : 'good'
  }
  return (
    <span class="hardware__state">
      <StateLine tone={tone()}>
        {stateWords(look(), problem())}
        <Show when={waiting() > 0}> {t('hardware.state.waiting', { count: waiting() })}</Show>
      </StateLine>
      <Show when={look()?.status.paper === 'low'}>
        <span class="hardware__words">{t('hardware.state.paperLow')}</span>
      </Show>
      <Show when={drawerWords(props.setup, look())}>
        {words => <span class="hardware__words">{words()}</span>}
      </Show>
      <Show when={last()}>
        {job => (
          <span class="hardware__words">
            {t('hardware.state.last', { what: jobName(job().content) })} · {outcomeWords(job())} ·{' '}
            <RelativeTime at={job().createdAt} />
          </span>
        )}
      </Show>
    </span>
  )
}

function stateWords(look: PrinterLook | undefined, problem: PrinterLook['problem']): string {
  if (problem !== null) return t(`hardware.reason.${problem}`)
  if (look === undefined) return t('hardware.state.asking')
  return t(look.status.online === 'unknown' ? 'hardware.state.silent' : 'hardware.state.ready')
}

/** Undefined where nobody knows. */
function drawerWords({ drawer }: PrinterSetup, look: PrinterLook | undefined): string | undefined {
  const level = look?.status.drawerPin ?? 'unknown'
  if (drawer === null || drawer.openLevel === null || level === 'unknown') return undefined
  return t(level === drawer.openLevel ? 'hardware.state.drawerOpen' : 'hardware.state.drawerClosed')
}

function outcomeWords({ state }: PrintJobRow): string {
  switch (state.state) {
    case 'confirmed':
      return t('hardware.state.printed')
    case 'sent':
      return t('hardware.state.sent')
    case 'resolved':
      return t(state.outcome === 'printed' ? 'hardware.state.printed' : 'hardware.state.failed')
    case 'unknown':
      return t('hardware.state.unknown')
    default:
      return t('hardware.state.failed')
  }
}
