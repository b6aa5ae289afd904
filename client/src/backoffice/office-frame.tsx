import { A, useLocation } from '@solidjs/router'
import BadgePercent from 'lucide-solid/icons/badge-percent'
import Barcode from 'lucide-solid/icons/barcode'
import Contact from 'lucide-solid/icons/contact'
import FileUp from 'lucide-solid/icons/file-up'
import Gauge from 'lucide-solid/icons/gauge'
import Gift from 'lucide-solid/icons/gift'
import GitMerge from 'lucide-solid/icons/git-merge'
import Layers from 'lucide-solid/icons/layers'
import LayoutGrid from 'lucide-solid/icons/layout-grid'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import Package from 'lucide-solid/icons/package'
import ReceiptText from 'lucide-solid/icons/receipt-text'
import History from 'lucide-solid/icons/rotate-ccw-clock'
import SettingsIcon from 'lucide-solid/icons/settings'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import Tags from 'lucide-solid/icons/tags'
import Users from 'lucide-solid/icons/users'
import { createEffect, For, type JSX, on, Show } from 'solid-js'
import { formatNumber } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import { ToastRegion } from '../ui/toast.tsx'
import { useOffice } from './office-context.tsx'
import './office.css'
import { OFFICE_SECTIONS, type OfficeSection } from './office-sections.ts'
import { DownloadBar, SyncNotices, SyncState } from './sync-state.tsx'
import { UserMenu } from './user-menu.tsx'

const ICONS: { readonly [Section in OfficeSection]: IconComponent } = {
  sales: ReceiptText,
  products: Package,
  departments: Layers,
  promotions: BadgePercent,
  priceLists: Tags,
  quickPages: LayoutGrid,
  labels: Barcode,
  customers: Contact,
  credit: Gift,
  conflicts: GitMerge,
  changes: History,
  people: Users,
  tills: MonitorSmartphone,
  import: FileUp,
  settings: SettingsIcon,
}

/** Around every section of the office and the dashboard: where to go, whether edits are safe, who is here. */
export function OfficeFrame(props: { readonly screen: string; readonly children: JSX.Element }): JSX.Element {
  const office = useOffice()
  const conflicts = () => office.conflicts()?.length ?? 0
  const location = useLocation()
  let nav: HTMLElement | undefined
  // On narrow screens the sections scroll sideways: the one that is open stays in sight.
  createEffect(
    on(
      () => location.pathname,
      () =>
        queueMicrotask(() =>
          nav?.querySelector('[aria-current="page"]')?.scrollIntoView({ inline: 'center', block: 'nearest' }),
        ),
    ),
  )
  return (
    <div class="office" data-screen={props.screen} data-phase={office.replica.status().phase}>
      <header class="office-header">
        <A href="/office" class="office-brand" aria-label="Evertill">
          <span class="office-brand__mark">
            <Icon of={ShieldCheck} />
          </span>
          <span class="office-brand__name">Evertill</span>
        </A>
        <div class="office-header__state">
          <SyncState />
          <UserMenu />
        </div>
        <DownloadBar />
      </header>
      <nav ref={nav} class="office-nav" aria-label={t('office.nav.label')}>
        <A href="/dashboard" class="office-nav__link" activeClass="office-nav__link--active">
          <Icon of={Gauge} />
          {t('office.nav.dashboard')}
        </A>
        <For each={OFFICE_SECTIONS}>
          {section => (
            <A href={`/office/${section}`} class="office-nav__link" activeClass="office-nav__link--active">
              <Icon of={ICONS[section]} />
              {t(`office.nav.${section}`)}
              <Show when={section === 'conflicts' && conflicts() > 0}>
                <span class="office-nav__count tabular">{formatNumber(conflicts())}</span>
              </Show>
            </A>
          )}
        </For>
      </nav>
      <main class="office-main">
        <SyncNotices />
        {props.children}
      </main>
      <ToastRegion class="office-toasts" />
    </div>
  )
}
