import type { QuarantinedUpdate, TillHealth, TillsReply } from '@evertill/crdt-model'
import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { discardUpdate, getQuarantine, releaseUpdate } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { failureWords } from '../setup/failure-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/modal.tsx'
import { now } from '../ui/relative-time.tsx'
import { showToast } from '../ui/toast.tsx'
import { Findings } from './findings.tsx'
import { documentWords, reasonWords, updateDetails, writerWords } from './integrity-words.ts'

export interface IntegrityProps {
  readonly reply: TillsReply
  /** Only an owner sees what was refused, and decides. */
  readonly isOwner: boolean
  /** Who answers for all stores sees what was found, and settles it. */
  readonly isOverseer: boolean
}

/** What was refused and what counts for nothing, with what to do about each. Nothing at all while all is well. */
export function Integrity(props: IntegrityProps): JSX.Element {
  return (
    <>
      <Show when={props.reply.relay.refusedUpdates}>
        {count => (
          <section class="office-group" aria-labelledby="dash-refused">
            <h2 id="dash-refused">{t('dashboard.integrity.refusedTitle')}</h2>
            <Show when={props.isOwner} fallback={<p>{t('dashboard.integrity.ownerOnly')}</p>}>
              <RefusedUpdates count={count()} tills={props.reply.tills} />
            </Show>
          </section>
        )}
      </Show>
      <Show when={props.reply.relay.findings}>
        {count => (
          <section class="office-group" aria-labelledby="dash-findings">
            <h2 id="dash-findings">{t('dashboard.integrity.findingsTitle')}</h2>
            <Show when={props.isOverseer} fallback={<p>{t('dashboard.integrity.overseerOnly')}</p>}>
              <Findings count={count()} tills={props.reply.tills} />
            </Show>
          </section>
        )}
      </Show>
    </>
  )
}

interface ListProps {
  /** Read anew whenever it changes. */
  readonly count: number
  readonly tills: readonly TillHealth[]
}

function RefusedUpdates(props: ListProps): JSX.Element {
  const [reply, { refetch }] = createResource(() => props.count, getQuarantine)
  const updates = () => {
    const known = reply.latest
    return known?.ok ? known.value.updates : []
  }
  return (
    <>
      <p class="office-muted">{t('dashboard.integrity.refusedIntro')}</p>
      <ul class="office-rows">
        <For each={updates()}>
          {update => <RefusedUpdate update={update} tills={props.tills} onDecided={() => void refetch()} />}
        </For>
      </ul>
    </>
  )
}

function RefusedUpdate(props: {
  readonly update: QuarantinedUpdate
  readonly tills: readonly TillHealth[]
  readonly onDecided: () => void
}): JSX.Element {
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const decide = async (work: () => Promise<string>) => {
    if (busy()) return
    setBusy(true)
    showToast({ text: await work() })
    setBusy(false)
    setAsking(false)
    props.onDecided()
  }
  const release = () =>
    decide(async () => {
      const answer = await releaseUpdate(props.update.id)
      return answer.ok ? t(`dashboard.integrity.outcome.${answer.value.outcome}`) : failureWords(answer)
    })
  const discard = () =>
    decide(async () => {
      const answer = await discardUpdate(props.update.id)
      return answer.ok ? t('dashboard.integrity.discarded') : failureWords(answer)
    })
  return (
    <li class="office-row dash-concern" data-refused={props.update.code}>
      <div class="office-row__main">
        <div class="office-row__text">
          <strong>
            {t('dashboard.integrity.from', {
              who: writerWords(props.update.writer, props.tills),
              document: documentWords(props.update.document, props.tills),
            })}
          </strong>
          <span>{reasonWords(props.update.code)}</span>
          <span class="office-muted">{updateDetails(props.update, now())}</span>
        </div>
      </div>
      <div class="dash-decide">
        <Button busy={busy()} onClick={() => void discard()}>
          {t('dashboard.integrity.discard')}
        </Button>
        <Button
          variant="quiet"
          unavailable={!props.update.kept && t('dashboard.integrity.outcome.not-kept')}
          onClick={() => setAsking(true)}
        >
          {t('dashboard.integrity.release')}
        </Button>
      </div>
      <Dialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={t('dashboard.integrity.releaseTitle')}
        actions={
          <Button variant="critical" size="till" busy={busy()} onClick={() => void release()}>
            {t('dashboard.integrity.release')}
          </Button>
        }
      >
        <p>{t('dashboard.integrity.releaseText')}</p>
      </Dialog>
    </li>
  )
}
