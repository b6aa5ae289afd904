import type { RelayHealth } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Badge } from '../ui/badge.tsx'
import { RelativeTime } from '../ui/relative-time.tsx'

/** The servers that share the database, where there are several: a till may be connected to any of them. */
export function RelayList(props: { readonly relay: RelayHealth }): JSX.Element {
  return (
    <Show when={props.relay.relays.length > 1}>
      <section class="office-group" aria-labelledby="dash-relays">
        <h2 id="dash-relays">{t('dashboard.relays.title', { count: props.relay.relays.length })}</h2>
        <div class="dash-table__scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('dashboard.relays.name')}</th>
                <th scope="col">{t('dashboard.relay.connections')}</th>
                <th scope="col">{t('dashboard.relay.version')}</th>
                <th scope="col">{t('dashboard.relay.started')}</th>
                <th scope="col">{t('dashboard.figure.lastSeen')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.relay.relays}>
                {each => (
                  <tr data-relay={each.id}>
                    <th scope="row">
                      {each.name}{' '}
                      <Show when={each.isThis}>
                        <Badge>{t('dashboard.relays.thisOne')}</Badge>
                      </Show>
                    </th>
                    <td class="tabular">{formatNumber(each.connections)}</td>
                    <td>{each.version}</td>
                    <td>{formatDate(each.startedAt, 'date-time')}</td>
                    <td>
                      <RelativeTime at={each.seenAt} />
                    </td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
        <p class="office-muted">{t('dashboard.relays.text')}</p>
      </section>
    </Show>
  )
}
