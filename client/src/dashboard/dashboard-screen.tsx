import type { TillHealth, TillsReply } from '@evertill/crdt-model'
import { A } from '@solidjs/router'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import CircleCheck from 'lucide-solid/icons/circle-check'
import Info from 'lucide-solid/icons/info'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import { createMemo, For, type JSX, Match, Show, Switch } from 'solid-js'
import { useOffice } from '../backoffice/office-context.tsx'
import { OfficeFrame } from '../backoffice/office-frame.tsx'
import { OfficeGate, SectionHeader } from '../backoffice/office-gate.tsx'
import { createTillsHealth, type TillsHealth } from '../backoffice/tills/create-tills-health.ts'
import { formatBytes, formatNumber, formatRelativeTime } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { WithTexts } from '../setup/with-texts.tsx'
import { Badge } from '../ui/badge.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { now, RelativeTime } from '../ui/relative-time.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import './dashboard.css'
import {
  clockWords,
  concernWords,
  documentWords,
  lagWords,
  printerWords,
  storageWords,
} from './dashboard-words.ts'
import { Figure } from './figure.tsx'
import { HealthHistory } from './health-history.tsx'
import { Integrity } from './integrity.tsx'
import { RelayFigures } from './relay-figures.tsx'
import { RelayList } from './relay-list.tsx'
import { StoredDocuments } from './stored-documents.tsx'
import { type Concern, concernsOf, stateOf, type TillState } from './till-concerns.ts'

/** How the shop's tills are, at this moment: what needs a hand first, then every till, then the server. */
export function DashboardScreen(): JSX.Element {
  return (
    <WithTexts areas={['dashboard', 'office', 'setup']}>
      <OfficeGate>
        <OfficeFrame screen="dashboard">
          <Dashboard />
        </OfficeFrame>
      </OfficeGate>
    </WithTexts>
  )
}

function Dashboard(): JSX.Element {
  const health = createTillsHealth()
  const office = useOffice()
  return (
    <section class="office-section dash">
      <SectionHeader title={t('dashboard.title')} intro={t('dashboard.updated')} />
      <WatchNotice health={health} />
      <Show
        when={health.reply()}
        fallback={
          <Show when={health.state().kind === 'connecting'}>
            <Skeleton shape="row" count={6} />
          </Show>
        }
      >
        {reply => (
          <>
            <Known reply={reply()} />
            <HealthHistory tills={reply().tills} />
            <RelayFigures relay={reply().relay} />
            <RelayList relay={reply().relay} />
            <FigureTable tills={reply().tills} />
            <Show when={office.workplace.role === 'owner'}>
              <StoredDocuments />
            </Show>
          </>
        )}
      </Show>
    </section>
  )
}

function Known(props: { readonly reply: TillsReply }): JSX.Element {
  const office = useOffice()
  const concerns = createMemo(() => concernsOf(props.reply, now(), office.conflicts()?.length ?? 0))
  return (
    <>
      <NeedsAHand concerns={concerns().filter(concern => concern.weight !== 'hint')} />
      <Integrity
        reply={props.reply}
        isOwner={office.workplace.role === 'owner'}
        isOverseer={office.workplace.stores === 'all'}
      />
      <Tills tills={props.reply.tills} />
      <ForLater concerns={concerns().filter(concern => concern.weight === 'hint')} />
    </>
  )
}

/** What is shown may be old: since when, and why. */
function WatchNotice(props: { readonly health: TillsHealth }): JSX.Element {
  return (
    <Switch>
      <Match when={props.health.state().kind === 'offline'}>
        <Notice kind="offline" title={t('dashboard.offline')}>
          <Show when={props.health.at()}>
            {at => t('dashboard.offlineKnown', { when: formatRelativeTime(at(), Math.max(now(), at())) })}
          </Show>
        </Notice>
      </Match>
      <Match when={props.health.state().kind === 'refused'}>
        <Notice
          kind="warning"
          title={t('dashboard.refused')}
          actions={
            <A class="ui-button ui-button--primary ui-button--office" href="/sign-in?next=%2Fdashboard">
              {t('dashboard.signIn')}
            </A>
          }
        >
          {t('dashboard.refusedHint')}
        </Notice>
      </Match>
    </Switch>
  )
}

const WEIGHT_ICONS = { critical: CircleAlert, warning: TriangleAlert, hint: Info } as const

function NeedsAHand(props: { readonly concerns: readonly Concern[] }): JSX.Element {
  return (
    <section class="office-group" aria-labelledby="dash-needs">
      <h2 id="dash-needs">{t('dashboard.needsTitle')}</h2>
      <Show
        when={props.concerns.length > 0}
        fallback={
          <div class="dash-calm">
            <Icon of={CircleCheck} />
            <div>
              <strong>{t('dashboard.calmTitle')}</strong>
              <p class="office-muted">{t('dashboard.calmText')}</p>
            </div>
          </div>
        }
      >
        <ConcernList concerns={props.concerns} />
      </Show>
    </section>
  )
}

/** What can wait: below the tills, so that it never stands before what cannot. */
function ForLater(props: { readonly concerns: readonly Concern[] }): JSX.Element {
  return (
    <Show when={props.concerns.length > 0}>
      <section class="office-group" aria-labelledby="dash-later">
        <h2 id="dash-later">{t('dashboard.laterTitle')}</h2>
        <ConcernList concerns={props.concerns} />
      </section>
    </Show>
  )
}

function ConcernList(props: { readonly concerns: readonly Concern[] }): JSX.Element {
  return (
    <ul class="office-rows">
      <For each={props.concerns}>{concern => <ConcernItem concern={concern} />}</For>
    </ul>
  )
}

function ConcernItem(props: { readonly concern: Concern }): JSX.Element {
  const words = () => concernWords(props.concern)
  return (
    <li
      class={`office-row dash-concern dash-concern--${props.concern.weight}`}
      data-concern={props.concern.kind}
    >
      <div class="office-row__main">
        <Icon of={WEIGHT_ICONS[props.concern.weight]} />
        <div class="office-row__text">
          <strong>{words().title}</strong>
          <span class="office-muted">{words().hint}</span>
        </div>
      </div>
      <Show when={words().action}>
        {action => (
          <A class="ui-button ui-button--secondary ui-button--office" href={action().href}>
            {action().label}
          </A>
        )}
      </Show>
    </li>
  )
}

const TONES: { readonly [State in TillState]: 'positive' | 'warning' | 'neutral' | 'critical' } = {
  online: 'positive',
  offline: 'warning',
  'never-seen': 'neutral',
  'not-enrolled': 'neutral',
  revoked: 'critical',
}

function Tills(props: { readonly tills: readonly TillHealth[] }): JSX.Element {
  return (
    <section class="office-group" aria-labelledby="dash-tills">
      <h2 id="dash-tills">{t('dashboard.tillsTitle')}</h2>
      <Show
        when={props.tills.length > 0}
        fallback={
          <EmptyState
            icon={MonitorSmartphone}
            title={t('dashboard.emptyTitle')}
            action={
              <A class="ui-button ui-button--primary ui-button--office" href="/office/tills">
                {t('dashboard.toTills')}
              </A>
            }
          >
            {t('dashboard.emptyText')}
          </EmptyState>
        }
      >
        <ul class="dash-tills">
          <For each={enrolledFirst(props.tills)}>{till => <TillCard till={till} />}</For>
        </ul>
      </Show>
    </section>
  )
}

/** Tills without a tablet have nothing to tell yet. */
function enrolledFirst(tills: readonly TillHealth[]): TillHealth[] {
  return tills.toSorted((a, b) => Number(a.device === null) - Number(b.device === null))
}

function TillCard(props: { readonly till: TillHealth }): JSX.Element {
  const state = () => stateOf(props.till)
  const report = () => props.till.device?.report ?? undefined
  return (
    <li class="office-card dash-till" data-till={props.till.till} data-till-state={state()}>
      <div class="dash-till__head">
        <div>
          <h3>{props.till.name}</h3>
          <span class="office-muted">{props.till.storeName}</span>
        </div>
        <Badge tone={TONES[state()]}>{t(`dashboard.state.${state()}`)}</Badge>
      </div>
      <Show when={report()} fallback={<SeenOnly till={props.till} />}>
        {known => (
          <>
            <div class="dash-till__main" data-unsynced={known().unsyncedSales}>
              <strong class="tabular">{formatNumber(known().unsyncedSales)}</strong>
              <span>{t('dashboard.figure.unsyncedSales')}</span>
            </div>
            <dl class="dash-figures">
              <Figure name={t('dashboard.figure.lastSeen')}>
                <LastSeen till={props.till} />
              </Figure>
              <Figure name={t('dashboard.figure.unsyncedEntries')}>
                {formatNumber(known().unsyncedEntries)}
              </Figure>
              <Figure name={t('dashboard.figure.oldestUnsynced')}>
                <Show when={known().oldestUnsyncedAt} fallback={t('dashboard.figure.none')}>
                  {at => <RelativeTime at={at()} />}
                </Show>
              </Figure>
              <Figure name={t('dashboard.figure.lag')}>{lagWords(props.till)}</Figure>
              <Figure name={t('dashboard.figure.storedEntries')}>
                {formatNumber(props.till.storedEntries)}
              </Figure>
              <Figure name={t('dashboard.figure.documents')}>{documentWords(props.till)}</Figure>
              <Figure name={t('dashboard.figure.conflicts')}>{formatNumber(known().openConflicts)}</Figure>
              <Figure name={t('dashboard.figure.operator')}>
                {known().operator ?? t('dashboard.figure.nobody')}
              </Figure>
              <Figure name={t('dashboard.figure.clock')}>
                {clockWords(props.till.device?.clockOffset ?? null)}
              </Figure>
              <Figure name={t('dashboard.figure.printer')}>{printerWords(props.till)}</Figure>
              <Figure name={t('dashboard.figure.storage')}>{storageWords(props.till)}</Figure>
              <Figure name={t('dashboard.figure.version')}>{known().appVersion}</Figure>
            </dl>
          </>
        )}
      </Show>
    </li>
  )
}

function SeenOnly(props: { readonly till: TillHealth }): JSX.Element {
  return (
    <dl class="dash-figures">
      <Figure name={t('dashboard.figure.lastSeen')}>
        <LastSeen till={props.till} />
      </Figure>
      <Figure name={t('dashboard.figure.storedEntries')}>{formatNumber(props.till.storedEntries)}</Figure>
    </dl>
  )
}

function LastSeen(props: { readonly till: TillHealth }): JSX.Element {
  return (
    <Show when={props.till.device?.lastSeenAt} fallback={t('dashboard.figure.never')}>
      {at => <RelativeTime at={at()} />}
    </Show>
  )
}

/** The same figures, all tills under one another, for comparing and copying. */
function FigureTable(props: { readonly tills: readonly TillHealth[] }): JSX.Element {
  return (
    <Show when={props.tills.length > 0}>
      <details class="dash-table">
        <summary>{t('dashboard.tableTitle')}</summary>
        <div class="dash-table__scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">{t('dashboard.figure.till')}</th>
                <th scope="col">{t('dashboard.figure.store')}</th>
                <th scope="col">{t('dashboard.figure.state')}</th>
                <th scope="col">{t('dashboard.figure.lastSeen')}</th>
                <th scope="col">{t('dashboard.figure.unsyncedSales')}</th>
                <th scope="col">{t('dashboard.figure.unsyncedEntries')}</th>
                <th scope="col">{t('dashboard.figure.unsyncedBytes')}</th>
                <th scope="col">{t('dashboard.figure.lag')}</th>
                <th scope="col">{t('dashboard.figure.storedEntries')}</th>
                <th scope="col">{t('dashboard.figure.documents')}</th>
                <th scope="col">{t('dashboard.figure.conflicts')}</th>
                <th scope="col">{t('dashboard.figure.clock')}</th>
                <th scope="col">{t('dashboard.figure.printer')}</th>
                <th scope="col">{t('dashboard.figure.storage')}</th>
                <th scope="col">{t('dashboard.figure.version')}</th>
                <th scope="col">{t('dashboard.figure.schema')}</th>
                <th scope="col">{t('dashboard.figure.device')}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.tills}>{till => <FigureRow till={till} />}</For>
            </tbody>
          </table>
        </div>
      </details>
    </Show>
  )
}

function FigureRow(props: { readonly till: TillHealth }): JSX.Element {
  const report = () => props.till.device?.report
  const number = (value: number | undefined) => (value === undefined ? '–' : formatNumber(value))
  return (
    <tr>
      <th scope="row">{props.till.name}</th>
      <td>{props.till.storeName}</td>
      <td>{t(`dashboard.state.${stateOf(props.till)}`)}</td>
      <td>
        <LastSeen till={props.till} />
      </td>
      <td class="tabular">{number(report()?.unsyncedSales)}</td>
      <td class="tabular">{number(report()?.unsyncedEntries)}</td>
      <td class="tabular">
        <Show when={report()} fallback="–">
          {known => formatBytes(known().unsyncedBytes)}
        </Show>
      </td>
      <td class="tabular">{lagWords(props.till)}</td>
      <td class="tabular">{formatNumber(props.till.storedEntries)}</td>
      <td class="tabular">{documentWords(props.till)}</td>
      <td class="tabular">{number(report()?.openConflicts)}</td>
      <td>{clockWords(props.till.device?.clockOffset ?? null)}</td>
      <td>{printerWords(props.till)}</td>
      <td>{storageWords(props.till)}</td>
      <td>{report()?.appVersion ?? '–'}</td>
      <td class="tabular">{number(report()?.schemaVersion)}</td>
      <td>{props.till.device?.name ?? '–'}</td>
    </tr>
  )
}
