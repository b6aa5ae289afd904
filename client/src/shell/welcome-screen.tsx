import Laptop from 'lucide-solid/icons/laptop'
import Store from 'lucide-solid/icons/store'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { ChoiceCard } from '../ui/choice-card.tsx'
import { PreferenceSwitches } from './preference-switches.tsx'
import './shell.css'

/** The shop is set up and this device is nothing yet: a till, or somebody's own. */
export function WelcomeScreen(): JSX.Element {
  return (
    <main class="shell-page" data-screen="welcome">
      <div class="shell-card shell-card--wide">
        <h1>{t('ui.welcome.title')}</h1>
        <p>{t('ui.welcome.intro')}</p>
        <nav class="ui-choices">
          <ChoiceCard
            href="/enroll"
            icon={Store}
            title={t('ui.welcome.till')}
            hint={t('ui.welcome.tillHint')}
          />
          <ChoiceCard
            href="/sign-in"
            icon={Laptop}
            title={t('ui.welcome.office')}
            hint={t('ui.welcome.officeHint')}
          />
        </nav>
      </div>
      <PreferenceSwitches />
    </main>
  )
}
