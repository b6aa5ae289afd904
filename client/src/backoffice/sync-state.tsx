import { parseDocumentId } from '@evertill/crdt-model'
import { useLocation, useNavigate } from '@solidjs/router'
import { createSignal, For, type JSX, onCleanup, Show } from 'solid-js'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import type { DocumentStatus, ReplicaStatus } from '../replica/protocol.ts'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/modal.tsx'
import { Notice } from '../ui/notice.tsx'
import { refusedWords } from '../ui/refused-words.ts'
import { SafetyPill, type SafetyTone } from '../ui/safety-pill.tsx'
import { type Office, useOffice } from './office-context.tsx'

/** Whether what was edited here is stored on the server: the pill, and the sheet behind it. */
export function SyncState(): JSX.Element {
  const office = useOffice()
  const replica = useReplica()
  const navigate = useNavigate()
  const location = useLocation()
  const [open, setOpen] = createSignal(false)
  const status = replica.status
  const settled = createGrace()
  return (
    <>
      <SafetyPill
        tone={toneOf(status(), settled())}
        words={wordsOf(status(), settled())}
        onOpen={() => setOpen(true)}
      />
      <Sheet open={open()} onClose={() => setOpen(false)} title={t('office.sync.title')}>
        <div class="office-stack">
          <p>{explain(status())}</p>
          <Show when={isSignedOut(status())}>
            <Button
              variant="primary"
              onClick={() => navigate(`/sign-in?next=${encodeURIComponent(location.pathname)}`)}
            >
              {t('office.sync.signIn')}
            </Button>
          </Show>
          <h3>{t('office.sync.documents')}</h3>
          <ul class="office-rows">
            <For each={status().documents}>
              {document => (
                <li class="office-row" data-document={document.name}>
                  <div class="office-row__text">
                    <span>{nameWords(document.name, office)}</span>
                    <Show when={document.refused}>
                      {code => (
                        <span class="office-muted">
                          {refusedWords(code())} {t('ui.refused.next')}
                        </span>
                      )}
                    </Show>
                  </div>
                  <Badge tone={toneOfDocument(document)}>{stateWords(document)}</Badge>
                </li>
              )}
            </For>
          </ul>
        </div>
      </Sheet>
    </>
  )
}

/** What everybody in the office has to know before they go on. */
export function SyncNotices(): JSX.Element {
  const { status } = useReplica()
  const navigate = useNavigate()
  const location = useLocation()
  return (
    <Show when={isSignedOut(status())}>
      <Notice
        kind="warning"
        title={t('office.sync.signedOut')}
        actions={
          <Button onClick={() => navigate(`/sign-in?next=${encodeURIComponent(location.pathname)}`)}>
            {t('office.sync.signIn')}
          </Button>
        }
      />
    </Show>
  )
}

/**
 * How much of the catalog is here, along the lower edge of the header: what is below must not move under somebody's
 * finger when it comes and goes.
 */
export function DownloadBar(): JSX.Element {
  const { status } = useReplica()
  return (
    <Show when={isDownloading(status())}>
      <progress
        class="office-download"
        aria-label={t('office.sync.download')}
        max={status().progress.total}
        value={status().progress.done}
      />
    </Show>
  )
}

/** A document by what is in it, as the sections that show it are called. */
function nameWords(name: string, { stores, catalogs }: Office): string {
  const id = parseDocumentId(name)
  switch (id?.kind) {
    case 'settings':
    case 'customers':
      return t(`office.nav.${id.kind}`)
    case 'staff':
      return withName(t('office.nav.people'), stores()?.find(each => each.id === id.store)?.name)
    case 'catalog':
      return withName(t('office.catalog.label'), catalogs()?.find(each => each.id === id.catalog)?.name)
    default:
      return name
  }
}

function withName(what: string, name: string | undefined): string {
  return name === undefined ? what : `${what} · ${name}`
}

function isDownloading(status: ReplicaStatus): boolean {
  return status.phase === 'downloading' && status.progress.total > 0
}

/** Before everything is here once, nothing is told to be saved: not even in the moment before it begins to come. */
function isWhole(status: ReplicaStatus): boolean {
  return status.phase === 'ready'
}

function toneOfDocument(document: DocumentStatus): 'positive' | 'neutral' | 'critical' {
  if (document.refused !== null) return 'critical'
  return document.synced ? 'positive' : 'neutral'
}

function stateWords(document: DocumentStatus): string {
  if (document.refused !== null) return t('ui.refused.badge')
  return document.synced ? t('office.sync.documentSynced') : t('office.sync.documentWaiting')
}

function isSignedOut(status: ReplicaStatus): boolean {
  return status.refused === 'unauthenticated' || status.refused === 'revoked'
}

/** A page that was just opened is not called offline before it had the time to connect. */
const GRACE_MS = 6_000

/** False until the grace is over. */
function createGrace(): () => boolean {
  const [over, setOver] = createSignal(false)
  const timer = setTimeout(() => setOver(true), GRACE_MS)
  onCleanup(() => clearTimeout(timer))
  return over
}

function toneOf(status: ReplicaStatus, settled: boolean): SafetyTone {
  if (status.refused !== null || hasRefusedCopy(status)) return 'attention'
  if (!status.online) return settled ? 'offline' : 'pending'
  return status.unsyncedEdits > 0 || !isWhole(status) ? 'pending' : 'safe'
}

function hasRefusedCopy(status: ReplicaStatus): boolean {
  return status.documents.some(document => document.refused !== null)
}

function wordsOf(status: ReplicaStatus, settled: boolean): string {
  const offline = !status.online && settled
  if (status.unsyncedEdits > 0) {
    const pending = t('office.sync.pending', { count: status.unsyncedEdits })
    return offline ? `${t('office.sync.offline')} · ${pending}` : pending
  }
  if (offline) return t('office.sync.offline')
  if (isDownloading(status)) {
    const { done, total } = status.progress
    return t('office.sync.downloading', { done: formatNumber(done), total: formatNumber(total) })
  }
  return status.online && isWhole(status) ? t('office.sync.saved') : t('office.sync.connecting')
}

function explain(status: ReplicaStatus): string {
  if (isSignedOut(status)) return t('office.sync.signedOut')
  if (status.refused === 'forbidden') return t('office.sync.forbidden')
  if (hasRefusedCopy(status)) return t('ui.refused.next')
  if (!status.online) return t('office.sync.offlineText')
  if (!isWhole(status)) return t('office.sync.downloadingText')
  return status.unsyncedEdits > 0 ? t('office.sync.pendingText') : t('office.sync.savedText')
}
