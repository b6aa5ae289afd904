import type { DocumentFinding, SettledFinding, TillHealth } from '@evertill/crdt-model'
import { createResource, createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { getFindings, settleFinding } from '../api/relay-api.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { failureWords } from '../setup/failure-words.ts'
import { Button } from '../ui/button.tsx'
import { Chip } from '../ui/chip.tsx'
import { Dialog } from '../ui/modal.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { showToast } from '../ui/toast.tsx'
import { adviceWords, documentWords, findingDetails, findingWords, writerWords } from './integrity-words.ts'

const LONGEST_REASON = 200
const USUAL_REASONS = ['agreed', 'corrected', 'test'] as const

/** What counts for nothing, or is to be looked at: what to do about each, and who settled which. */
export function Findings(props: {
  /** Read anew whenever it changes. */
  readonly count: number
  readonly tills: readonly TillHealth[]
}): JSX.Element {
  const [reply, { refetch }] = createResource(() => props.count, getFindings)
  const known = () => {
    const now = reply.latest
    return now?.ok ? now.value : undefined
  }
  const [settling, setSettling] = createSignal<DocumentFinding>()
  return (
    <>
      <p class="office-muted">{t('dashboard.integrity.findingsIntro')}</p>
      <ul class="office-rows">
        <For each={known()?.findings}>
          {finding => (
            <li class="office-row dash-concern" data-finding={finding.kind}>
              <FindingText finding={finding} tills={props.tills}>
                <span class="office-muted">{adviceWords(finding.kind)}</span>
              </FindingText>
              <div class="dash-decide">
                <Button onClick={() => setSettling(finding)}>{t('dashboard.integrity.settle')}</Button>
              </div>
            </li>
          )}
        </For>
      </ul>
      <Settled settled={known()?.settled ?? []} tills={props.tills} />
      <Show when={settling()} keyed>
        {finding => (
          <SettleDialog
            finding={finding}
            onClose={() => setSettling(undefined)}
            onSettled={() => {
              setSettling(undefined)
              void refetch()
            }}
          />
        )}
      </Show>
    </>
  )
}

function FindingText(props: {
  readonly finding: DocumentFinding
  readonly tills: readonly TillHealth[]
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <div class="office-row__text">
      <strong>{findingWords(props.finding)}</strong>
      <span>
        {documentWords(props.finding.document, props.tills)}
        <Show when={props.finding.writer}>{writer => ` · ${writerWords(writer(), props.tills)}`}</Show>
        {` · ${findingDetails(props.finding)}`}
      </span>
      {props.children}
    </div>
  )
}

/** Nothing that was settled is gone: who, when and why is read here. */
function Settled(props: {
  readonly settled: readonly SettledFinding[]
  readonly tills: readonly TillHealth[]
}): JSX.Element {
  return (
    <Show when={props.settled.length > 0}>
      <details class="dash-settled">
        <summary>{t('dashboard.integrity.settledTitle', { count: props.settled.length })}</summary>
        <ul class="office-rows">
          <For each={props.settled}>
            {({ finding, reason, by, at }) => (
              <li class="office-row" data-settled={finding.kind}>
                <FindingText finding={finding} tills={props.tills}>
                  <span class="office-muted">
                    {t('dashboard.integrity.settledBy', {
                      who: by,
                      when: formatDate(at, 'date-time'),
                      reason,
                    })}
                  </span>
                </FindingText>
              </li>
            )}
          </For>
        </ul>
      </details>
    </Show>
  )
}

function SettleDialog(props: {
  readonly finding: DocumentFinding
  readonly onClose: () => void
  readonly onSettled: () => void
}): JSX.Element {
  const formId = createUniqueId()
  const [reason, setReason] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const settle = async () => {
    if (busy() || reason().trim() === '') return
    setBusy(true)
    const answer = await settleFinding(props.finding.id, reason().trim())
    setBusy(false)
    if (!answer.ok) return void setProblem(failureWords(answer))
    showToast({ text: t('dashboard.integrity.settled') })
    props.onSettled()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('dashboard.integrity.settleTitle')}
      actions={
        <Button
          type="submit"
          form={formId}
          variant="primary"
          size="till"
          busy={busy()}
          unavailable={reason().trim() === '' && t('dashboard.integrity.settleReasonMissing')}
        >
          {t('dashboard.integrity.settle')}
        </Button>
      }
    >
      <form
        id={formId}
        class="office-stack"
        onSubmit={event => {
          event.preventDefault()
          void settle()
        }}
      >
        <p>{findingWords(props.finding)}</p>
        <p class="office-muted">{t('dashboard.integrity.settleText')}</p>
        <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
        <div class="dash-decide">
          <For each={USUAL_REASONS}>
            {each => {
              const words = () => t(`dashboard.integrity.settleReasons.${each}`)
              return (
                <Chip selected={reason() === words()} onSelect={() => setReason(words())}>
                  {words()}
                </Chip>
              )
            }}
          </For>
        </div>
        <TextField
          label={t('dashboard.integrity.settleReason')}
          value={reason()}
          onValue={setReason}
          maxlength={LONGEST_REASON}
          autocomplete="off"
        />
      </form>
    </Dialog>
  )
}
