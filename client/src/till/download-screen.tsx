import CloudDownload from 'lucide-solid/icons/cloud-download'
import { type JSX, Show } from 'solid-js'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { MessageScreen } from './message-screen.tsx'

/** The start, and the first download with what is done of how much. */
export function DownloadScreen(): JSX.Element {
  const replica = useReplica()
  const progress = () => replica.status().progress
  const isFirst = () => replica.status().phase === 'downloading'
  const words = () => {
    if (!isFirst()) return t('till.download.starting')
    if (!replica.status().online) return t('till.download.offline')
    const { done, total } = progress()
    if (total === 0) return t('till.download.connecting')
    return t('till.download.progress', { done: formatNumber(done), total: formatNumber(total) })
  }
  return (
    <Show when={isFirst()} fallback={<main class="till-starting" data-screen="starting" />}>
      <MessageScreen name="download" icon={CloudDownload} title={t('till.download.title')}>
        <p>{t('till.download.catalog')}</p>
        <progress
          class="till-message__bar"
          aria-label={t('till.download.catalog')}
          {...(progress().total === 0 ? {} : { max: progress().total, value: progress().done })}
        />
        <p class="tabular" aria-live="polite">
          {words()}
        </p>
        <p>{t('till.download.after')}</p>
      </MessageScreen>
    </Show>
  )
}
