import Printer from 'lucide-solid/icons/printer'
import { createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PrintJobRow } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Printing } from './create-printing.ts'
import { jobName } from './job-name.ts'
import './print-notice.css'

/** A job that waits for less is simply being printed. */
const SAY_AFTER_MS = 3000

/** A thin bar about the oldest job that somebody should know of. It covers nothing and stops nothing. */
export function PrintNotice(props: { readonly printing: Printing }): JSX.Element {
  const [now, setNow] = createSignal(Date.now())
  const clock = setInterval(() => setNow(Date.now()), 1000)
  onCleanup(() => clearInterval(clock))
  const first = <Name extends PrintJobRow['state']['state']>(name: Name) =>
    props.printing.open().find(job => job.state.state === name)
  const waiting = () => {
    for (const job of props.printing.open()) {
      const problem = props.printing.problemOf(job.target)
      const isLate = now() - job.createdAt > SAY_AFTER_MS
      if (problem !== null && isLate && job.content.kind !== 'drawer' && isUnderWay(job))
        return { job, problem }
    }
    return undefined
  }
  const others = () => props.printing.open().length - 1
  return (
    <Switch>
      <Match when={first('unknown')}>
        {job => (
          <Bar
            words={t('hardware.print.askPrinted', { what: jobName(job().content) })}
            others={others()}
            asks
          >
            <Answer job={job()} outcome="printed" again={false} words={t('hardware.print.printed')} />
            <Answer job={job()} outcome="not_printed" again words={t('hardware.print.notPrinted')} />
          </Bar>
        )}
      </Match>
      <Match when={first('failed')}>
        {job => (
          <Bar
            words={t('hardware.print.failed', { what: jobName(job().content), why: reasonOf(job()) })}
            others={others()}
            asks
          >
            <Answer job={job()} outcome="not_printed" again words={t('hardware.print.printNow')} />
            <Answer job={job()} outcome="not_printed" again={false} words={t('hardware.print.leave')} />
          </Bar>
        )}
      </Match>
      <Match when={waiting()}>
        {found => (
          <Bar
            words={t('hardware.print.waiting', {
              what: jobName(found().job.content),
              why: t(`hardware.reason.${found().problem}`),
            })}
            others={others()}
          />
        )}
      </Match>
    </Switch>
  )
}

function Bar(props: {
  readonly words: string
  readonly others: number
  readonly asks?: boolean
  readonly children?: JSX.Element
}): JSX.Element {
  return (
    <div class="print-notice" role="status" data-asks={props.asks === true ? 'yes' : 'no'}>
      <Icon of={Printer} />
      <span>
        {props.words}
        <Show when={props.others > 0}> {t('hardware.print.more', { count: props.others })}</Show>
      </span>
      {props.children}
    </div>
  )
}

function Answer(props: {
  readonly job: PrintJobRow
  readonly outcome: 'printed' | 'not_printed'
  readonly again: boolean
  readonly words: string
}): JSX.Element {
  const replica = useReplica()
  const settle = () => {
    const operator = replica.status().operator?.name ?? ''
    const { outcome, again } = props
    replica
      .send<'settlePrint'>({ type: 'settlePrint', id: props.job.id, outcome, again, operator })
      .catch(() => showToast({ text: t('hardware.print.problem') }))
  }
  return (
    <Button size="till" variant="quiet" onClick={settle}>
      {props.words}
    </Button>
  )
}

function isUnderWay({ state }: PrintJobRow): boolean {
  return state.state === 'queued' || state.state === 'claimed' || state.state === 'sending'
}

function reasonOf(job: PrintJobRow): string {
  return job.state.state === 'failed' ? t(`hardware.reason.${job.state.reason}`) : ''
}
