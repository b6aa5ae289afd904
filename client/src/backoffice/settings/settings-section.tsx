import Store from 'lucide-solid/icons/store'
import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ListState } from '../list-state.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { OrganisationCard } from './organisation-card.tsx'
import './settings.css'
import { StoreCard } from './store-card.tsx'
import { TaxClasses } from './tax-classes.tsx'

/** What the shop's stores are like, and what products are taxed by. Works offline like everything in the office. */
export function SettingsSection(): JSX.Element {
  const office = useOffice()
  const organisations = createLiveQuery(() => office.database.organisation.toArray())
  return (
    <section class="office-section">
      <SectionHeader title={t('office.settings.title')} intro={t('office.settings.intro')} />
      <Show when={!office.mayEdit('settings')}>
        <Notice kind="info" title={t('office.settings.readOnly')} />
      </Show>
      <fieldset class="settings-fields" disabled={!office.mayEdit('settings')}>
        <legend class="visually-hidden">{t('office.settings.title')}</legend>
        <Show when={(organisations() ?? []).length > 0}>
          <section class="office-group" aria-labelledby="settings-firm">
            <h2 id="settings-firm">{t('office.settings.firmTitle')}</h2>
            <div class="settings-cards">
              <ForRecords rows={organisations()}>
                {organisation => <OrganisationCard organisation={organisation()} />}
              </ForRecords>
            </div>
          </section>
        </Show>
        <section class="office-group" aria-labelledby="settings-stores">
          <h2 id="settings-stores">{t('office.settings.storesTitle')}</h2>
          <ListState
            rows={office.stores()}
            empty={
              <EmptyState icon={Store} title={t('office.settings.noStores')}>
                {t('office.settings.noStoresHint')}
              </EmptyState>
            }
          >
            <div class="settings-cards">
              <ForRecords rows={office.stores()}>{store => <StoreCard store={store()} />}</ForRecords>
            </div>
          </ListState>
        </section>
        <TaxClasses />
      </fieldset>
    </section>
  )
}
