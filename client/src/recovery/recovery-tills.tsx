import type { RecoveryReply } from '@evertill/crdt-model'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { closeRecovery, decideOnTill, openRecovery } from '../api/relay-api.ts'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

type ClaimedTill = RecoveryReply['tills'][number]

const TONES = { waiting: 'warning', approved: 'positive', refused: 'critical' } as const

/** Whether the recovery is open, and the tills that presented themselves: the owner lets each in by name. */
export function RecoveryTills(props: {
  readonly recovery: RecoveryReply
  readonly onChange: () => void
  readonly onLeave: () => void
}): JSX.Element {
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const run = async (work: () => Promise<{ ok: boolean; code?: string }>) => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    const answer = await work()
    setBusy(false)
    if (!answer.ok) setFailure(t(answer.code === 'till-revoked' ? 'recovery.superseded' : 'recovery.failed'))
    props.onChange()
  }
  return (
    <div class="setup-form">
      <Show
        when={props.recovery.openUntil}
        fallback={
          <Notice
            kind="info"
            title={t('recovery.closed')}
            actions={
              <Button variant="primary" busy={busy()} onClick={() => void run(openRecovery)}>
                {t('recovery.open')}
              </Button>
            }
          >
            {t('recovery.closedHint')}
          </Notice>
        }
      >
        {until => (
          <Notice
            kind="warning"
            title={t('recovery.openUntil', { time: formatDate(until(), 'date-time') })}
            actions={
              <Button busy={busy()} onClick={() => void run(closeRecovery)}>
                {t('recovery.close')}
              </Button>
            }
          >
            {t('recovery.closeHint')}
          </Notice>
        )}
      </Show>
      <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      <h2>{t('recovery.tills')}</h2>
      <Show when={props.recovery.tills.length > 0} fallback={<p>{t('recovery.none')}</p>}>
        <p class="setup-muted">{t('recovery.compare')}</p>
        <ul class="recovery-tills">
          <For each={props.recovery.tills}>
            {till => (
              <TillRow
                till={till}
                busy={busy()}
                onDecide={decision => void run(() => decideOnTill(till.device, decision))}
              />
            )}
          </For>
        </ul>
      </Show>
      <Button size="till" wide onClick={() => props.onLeave()}>
        {t('recovery.toOffice')}
      </Button>
    </div>
  )
}

function TillRow(props: {
  readonly till: ClaimedTill
  readonly busy: boolean
  readonly onDecide: (decision: 'approve' | 'refuse') => void
}): JSX.Element {
  return (
    <li class="recovery-till">
      <div class="recovery-till__words">
        <strong>{props.till.tillName}</strong> <span class="setup-muted">{props.till.storeName}</span>
        <div class="setup-muted">
          {t('recovery.sign')} <strong class="tabular">{props.till.fingerprint}</strong>{' '}
          {t('recovery.enrolment', { epoch: props.till.epoch })}
        </div>
        <Show when={props.till.state === 'approved'}>
          <div>{t('recovery.entries', { count: props.till.storedEntries })}</div>
        </Show>
      </div>
      <Badge tone={TONES[props.till.state]}>{t(`recovery.state.${props.till.state}`)}</Badge>
      <Show when={props.till.state === 'waiting'}>
        <div class="recovery-till__decide">
          <Button variant="primary" busy={props.busy} onClick={() => props.onDecide('approve')}>
            {t('recovery.letIn')}
          </Button>
          <Button busy={props.busy} onClick={() => props.onDecide('refuse')}>
            {t('recovery.refuse')}
          </Button>
        </div>
      </Show>
    </li>
  )
}
