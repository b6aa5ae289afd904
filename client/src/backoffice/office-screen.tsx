import { Navigate, useLocation } from '@solidjs/router'
import { createMemo, type JSX, Match, Switch } from 'solid-js'
import { WithTexts } from '../setup/with-texts.tsx'
import { lazyScreen } from '../shell/lazy-screen.ts'
import { AccountSection } from './account/account-section.tsx'
import { ConflictsSection } from './conflicts/conflicts-section.tsx'
import { DepartmentsSection } from './departments/departments-section.tsx'
import './office.css'
import { OfficeFrame } from './office-frame.tsx'
import { OfficeGate } from './office-gate.tsx'
import { OFFICE_SECTIONS } from './office-sections.ts'
import { PeopleSection } from './people/people-section.tsx'
import { ProductsSection } from './products/products-section.tsx'
import { TillsSection } from './tills/tills-section.tsx'

// Only a few people import lists, and not every day.
const ImportSection = lazyScreen([], async () => (await import('./import/import-section.tsx')).ImportSection)
const SettingsSection = lazyScreen(
  ['tenders', 'credit'],
  async () => (await import('./settings/settings-section.tsx')).SettingsSection,
)
const QuickPagesSection = lazyScreen(
  [],
  async () => (await import('./quick-pages/quick-pages-section.tsx')).QuickPagesSection,
)
const LabelsSection = lazyScreen(
  ['labels', 'hardware'],
  async () => (await import('./labels/labels-section.tsx')).LabelsSection,
)
const PromotionsSection = lazyScreen(
  [],
  async () => (await import('./promotions/promotions-section.tsx')).PromotionsSection,
)
const PriceListsSection = lazyScreen(
  [],
  async () => (await import('./price-lists/price-lists-section.tsx')).PriceListsSection,
)

// What the server tells: nobody needs it to edit the catalog.
const SalesSection = lazyScreen([], async () => (await import('./sales/sales-section.tsx')).SalesSection)
const CustomersSection = lazyScreen(
  ['customers', 'credit'],
  async () => (await import('./customers/customers-section.tsx')).CustomersSection,
)
const CreditSection = lazyScreen(
  'credit',
  async () => (await import('./credit/credit-section.tsx')).CreditSection,
)
const ChangesSection = lazyScreen(
  [],
  async () => (await import('./changes/changes-section.tsx')).ChangesSection,
)

/** The back office: `/office/<section>`. Works from what is stored on this device, with or without a network. */
export function OfficeScreen(): JSX.Element {
  const location = useLocation()
  const section = createMemo(() => {
    const [, , named] = location.pathname.split('/')
    return named === 'account' ? named : OFFICE_SECTIONS.find(each => each === named)
  })
  return (
    <WithTexts areas={['office', 'promotions', 'setup', 'account', 'till']}>
      <OfficeGate>
        <OfficeFrame screen={`office-${section() ?? 'products'}`}>
          <Switch fallback={<Navigate href="/office/products" />}>
            <Match when={section() === 'sales'}>
              <SalesSection />
            </Match>
            <Match when={section() === 'changes'}>
              <ChangesSection />
            </Match>
            <Match when={section() === 'products'}>
              <ProductsSection />
            </Match>
            <Match when={section() === 'departments'}>
              <DepartmentsSection />
            </Match>
            <Match when={section() === 'promotions'}>
              <PromotionsSection />
            </Match>
            <Match when={section() === 'priceLists'}>
              <PriceListsSection />
            </Match>
            <Match when={section() === 'quickPages'}>
              <QuickPagesSection />
            </Match>
            <Match when={section() === 'labels'}>
              <LabelsSection />
            </Match>
            <Match when={section() === 'customers'}>
              <CustomersSection />
            </Match>
            <Match when={section() === 'credit'}>
              <CreditSection />
            </Match>
            <Match when={section() === 'conflicts'}>
              <ConflictsSection />
            </Match>
            <Match when={section() === 'people'}>
              <PeopleSection />
            </Match>
            <Match when={section() === 'tills'}>
              <TillsSection />
            </Match>
            <Match when={section() === 'import'}>
              <ImportSection />
            </Match>
            <Match when={section() === 'settings'}>
              <SettingsSection />
            </Match>
            <Match when={section() === 'account'}>
              <AccountSection />
            </Match>
          </Switch>
        </OfficeFrame>
      </OfficeGate>
    </WithTexts>
  )
}
