import type { CatalogId, HistoryLog, RestoreReply } from '@evertill/crdt-model'
import { createResource, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js'
import { restoreRecords } from '../../api/reports-api.ts'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { ValueContext } from '../field-words.ts'
import { FieldChanges } from './change-list.tsx'

/** What is to be taken back, and to when. */
export interface RestoreTarget {
  /** Without it a record of the settings. */
  readonly catalog?: CatalogId
  /** One record, or the whole catalog. */
  readonly record?: { readonly log: HistoryLog; readonly id: string }
  /** Milliseconds since 1970. */
  readonly to: number
}

/** Shows what going back to a moment would change, and does it when told to. */
export function RestoreDialog(props: {
  readonly target: RestoreTarget
  readonly context: ValueContext
  readonly onClose: () => void
  readonly onRestored: () => void
}): JSX.Element {
  const [preview, { refetch }] = createResource(
    () => props.target,
    target => restoreRecords({ ...target, preview: true }),
  )
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const shown = () => {
    const answer = preview()
    return answer?.ok ? answer.value : undefined
  }
  const failure = () => {
    const answer = preview()
    return answer === undefined || answer.ok ? undefined : answer
  }
  const restore = async () => {
    setBusy(true)
    setProblem(undefined)
    const answer = await restoreRecords({ ...props.target, preview: false })
    setBusy(false)
    if (!answer.ok) {
      setProblem(failureWords(answer))
      return
    }
    showToast({ text: t('office.changes.restored', { count: answer.value.records }) })
    props.onRestored()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.changes.restoreTitle', { time: formatDate(props.target.to, 'date-time') })}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('ui.action.cancel')}
          </Button>
          <Show when={(shown()?.records ?? 0) > 0}>
            <Button variant="primary" size="till" busy={busy()} onClick={() => void restore()}>
              {t('office.changes.restoreDo')}
            </Button>
          </Show>
        </>
      }
    >
      <div class="office-stack">
        <Switch fallback={<Skeleton count={4} />}>
          <Match when={failure()}>
            {failed => (
              <Notice
                kind={failed().code === 'offline' ? 'offline' : 'error'}
                title={failed().code === 'bad-request' ? t('office.changes.notKept') : failureWords(failed())}
                onRetry={failed().code === 'bad-request' ? undefined : () => void refetch()}
              />
            )}
          </Match>
          <Match when={shown()}>{reply => <Preview reply={reply()} context={props.context} />}</Match>
        </Switch>
        <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      </div>
    </Dialog>
  )
}

function Preview(props: { readonly reply: RestoreReply; readonly context: ValueContext }): JSX.Element {
  const more = () => props.reply.records - props.reply.changes.length
  return (
    <Show when={props.reply.records > 0} fallback={<p>{t('office.changes.restoreNothing')}</p>}>
      <p>{t('office.changes.restoreText', { count: props.reply.records })}</p>
      <ul class="changes-list changes-preview">
        <For each={props.reply.changes}>
          {change => (
            <li class="changes-item">
              <div class="changes-item__record">
                <strong>{change.name || t('office.changes.unnamed')}</strong>
                <Show when={change.isNew}>
                  <Badge tone="warning">{t('office.changes.madeSince')}</Badge>
                </Show>
              </div>
              <FieldChanges fields={change.fields} context={props.context} />
            </li>
          )}
        </For>
      </ul>
      <Show when={more() > 0}>
        <p class="office-muted">{t('office.changes.andMore', { count: more() })}</p>
      </Show>
    </Show>
  )
}
