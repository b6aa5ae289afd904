import type { RelayHealth } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { formatBytes, formatDate, formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { millisecondWords } from './dashboard-words.ts'
import { Figure } from './figure.tsx'

/** How the server is at this moment. */
export function RelayFigures(props: { readonly relay: RelayHealth }): JSX.Element {
  return (
    <section class="office-group" aria-labelledby="dash-relay">
      <h2 id="dash-relay">{t('dashboard.relayTitle')}</h2>
      <dl class="office-card dash-figures dash-figures--wide">
        <Figure name={t('dashboard.relay.storage')}>{t(`dashboard.relay.${props.relay.storage}`)}</Figure>
        <Figure name={t('dashboard.relay.connections')}>{formatNumber(props.relay.connections)}</Figure>
        <Figure name={t('dashboard.relay.updates')}>
          {formatNumber(Math.round(props.relay.updatesPerSecond * 10) / 10)}
        </Figure>
        <Figure name={t('dashboard.relay.commit')}>{commitWords(props.relay)}</Figure>
        <Figure name={t('dashboard.relay.queue')}>
          {t('dashboard.relay.queueOf', {
            count: props.relay.queue.updates,
            bytes: formatBytes(props.relay.queue.bytes),
          })}
        </Figure>
        <Figure name={t('dashboard.relay.memory')}>{formatBytes(props.relay.memory.resident)}</Figure>
        <Figure name={t('dashboard.relay.delay')}>{millisecondWords(props.relay.eventLoopDelay)}</Figure>
        <Figure name={t('dashboard.relay.documents')}>{formatNumber(props.relay.documents)}</Figure>
        <Figure name={t('dashboard.relay.openDocuments')}>{formatNumber(props.relay.openDocuments)}</Figure>
        <Figure name={t('dashboard.relay.stored')}>{formatBytes(props.relay.storedBytes)}</Figure>
        <Figure name={t('dashboard.relay.started')}>{formatDate(props.relay.startedAt, 'date-time')}</Figure>
        <Figure name={t('dashboard.relay.version')}>{props.relay.version}</Figure>
      </dl>
    </section>
  )
}

function commitWords({ commit }: RelayHealth): string {
  if (commit === null) return t('dashboard.relay.none')
  return t('dashboard.relay.commitOf', {
    p50: millisecondWords(commit.p50),
    p99: millisecondWords(commit.p99),
  })
}
