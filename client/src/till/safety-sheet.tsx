import { parseDocumentId } from '@evertill/crdt-model'
import { For, type JSX, Match, Show, Switch } from 'solid-js'
import { formatDate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { offlineReady } from '../pwa/register.ts'
import { useReplica } from '../replica/create-replica.ts'
import type { DocumentStatus } from '../replica/protocol.ts'
import { Badge } from '../ui/badge.tsx'
import { Sheet } from '../ui/modal.tsx'
import { refusedWords } from '../ui/refused-words.ts'
import { RelativeTime } from '../ui/relative-time.tsx'
import './safety-sheet.css'
import type { Safety } from './safety.ts'

export interface SafetySheetProps {
  readonly onClose: () => void
  readonly safety: Safety
}

/** What is where, since when, and what to do if anything. */
export function SafetySheet(props: SafetySheetProps): JSX.Element {
  const replica = useReplica()
  const status = () => replica.status()
  return (
    <Sheet open onClose={props.onClose} title={t('till.safety.title')}>
      <div class="till-safety">
        <p class="till-safety__explanation">{explain(props.safety)}</p>
        <Show when={status().unsyncedSales > 0}>
          <p class="till-safety__count">
            <strong class="tabular">{t('till.safety.pending', { count: status().unsyncedSales })}</strong>
            <Show when={status().oldestUnsyncedAt}>
              {at => (
                <span>
                  {t('till.safety.since')} <RelativeTime at={at()} />
                </span>
              )}
            </Show>
          </p>
        </Show>
        <Show when={status().recoveryFingerprint}>
          {fingerprint => (
            <p class="till-safety__count">
              {t('till.safety.recovering')} <strong class="tabular">{fingerprint()}</strong>
            </p>
          )}
        </Show>
        <Show when={status().openConflicts > 0}>
          <p>{t('till.safety.conflicts', { count: status().openConflicts })}</p>
        </Show>
        <h3>{t('till.safety.documents')}</h3>
        <ul class="till-safety__documents">
          <li class="till-safety__document">
            <span>{t('till.safety.app')}</span>
            <Badge tone={offlineReady() ? 'positive' : 'accent'}>
              {t(offlineReady() ? 'till.safety.appStored' : 'till.safety.appPending')}
            </Badge>
          </li>
          <For each={status().documents}>{document => <DocumentLine document={document} />}</For>
        </ul>
      </div>
    </Sheet>
  )
}

function DocumentLine(props: { readonly document: DocumentStatus }): JSX.Element {
  return (
    <li class="till-safety__document">
      <span>
        {nameOf(props.document.name)}
        <Show when={props.document.refused}>
          {code => (
            <small class="till-safety__refused">
              {refusedWords(code())} {t('ui.refused.next')}
            </small>
          )}
        </Show>
      </span>
      <Switch
        fallback={
          <Badge tone={props.document.connected ? 'accent' : 'warning'}>
            {t(props.document.connected ? 'till.safety.documentPending' : 'till.safety.documentOffline')}
          </Badge>
        }
      >
        <Match when={props.document.refused !== null}>
          <Badge tone="critical">{t('ui.refused.badge')}</Badge>
        </Match>
        <Match when={props.document.synced}>
          <Badge tone="positive">{t('till.safety.documentSynced')}</Badge>
        </Match>
      </Switch>
    </li>
  )
}

function explain(safety: Safety): string {
  switch (safety.kind) {
    case 'starting':
    case 'safe':
      return t('till.safety.explainSafe')
    case 'pending':
      return t('till.safety.explainPending')
    case 'offline':
      return t(safety.sales > 0 ? 'till.safety.explainOffline' : 'till.safety.explainOfflineSafe')
    case 'attention':
      return attentionWords(safety.why)
  }
}

function attentionWords(why: Extract<Safety, { kind: 'attention' }>['why']): string {
  switch (why) {
    case 'refused':
      return t('till.safety.explainRefused')
    case 'signed-out':
      return t('till.safety.explainSignedOut')
    case 'refused-copy':
      return t('ui.refused.next')
  }
}

function nameOf(document: string): string {
  const id = parseDocumentId(document)
  if (id === undefined) return t('till.safety.kind.other')
  if (id.kind !== 'journal' && id.kind !== 'parked') return t(`till.safety.kind.${id.kind}`)
  return t(`till.safety.kind.${id.kind}`, {
    day: formatDate(Date.parse(`${id.day}T12:00:00Z`), 'date', 'UTC'),
  })
}
