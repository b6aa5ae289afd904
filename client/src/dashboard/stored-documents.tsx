import type { DocumentHealth } from '@evertill/crdt-model'
import { createResource, createSignal, For, type JSX, Show } from 'solid-js'
import { getDocumentsHealth } from '../api/relay-api.ts'
import { formatBytes, formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Notice } from '../ui/notice.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

/** What the server stores of each document, the largest first. Asked for when a person opens it. */
export function StoredDocuments(): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [reply, { refetch }] = createResource(
    () => open() || undefined,
    () => getDocumentsHealth(),
  )
  const documents = () => {
    const result = reply.latest
    return result?.ok ? result.value.documents : undefined
  }
  return (
    <details class="dash-table" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('dashboard.stored.title')}</summary>
      <Show when={reply.latest?.ok === false}>
        <Notice kind="warning" title={t('dashboard.stored.failed')} onRetry={() => void refetch()} />
      </Show>
      <Show when={documents()}>
        {known => (
          <div class="dash-table__scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">{t('dashboard.stored.document')}</th>
                  <th scope="col">{t('dashboard.stored.size')}</th>
                  <th scope="col">{t('dashboard.stored.entries')}</th>
                  <th scope="col">{t('dashboard.stored.tombstones')}</th>
                  <th scope="col">{t('dashboard.stored.clients')}</th>
                  <th scope="col">{t('dashboard.stored.snapshot')}</th>
                  <th scope="col">{t('dashboard.stored.tail')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={known()}>{document => <DocumentRow document={document} />}</For>
              </tbody>
            </table>
          </div>
        )}
      </Show>
    </details>
  )
}

function DocumentRow(props: { readonly document: DocumentHealth }): JSX.Element {
  const counted = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value))
  return (
    <tr>
      <th scope="row">{props.document.name}</th>
      <td class="tabular">{formatBytes(props.document.snapshotBytes + props.document.tailBytes)}</td>
      <td class="tabular">{counted(props.document.census?.entries)}</td>
      <td class="tabular">{counted(props.document.census?.tombstones)}</td>
      <td class="tabular">{counted(props.document.census?.clients)}</td>
      <td>
        <Show when={props.document.snapshotAt} fallback="–">
          {at => <RelativeTime at={at()} />}
        </Show>
      </td>
      <td class="tabular">
        {t('dashboard.stored.tailOf', {
          count: props.document.tailUpdates,
          bytes: formatBytes(props.document.tailBytes),
        })}
      </td>
    </tr>
  )
}
