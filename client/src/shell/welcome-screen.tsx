import { A } from '@solidjs/router'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import Laptop from 'lucide-solid/icons/laptop'
import Store from 'lucide-solid/icons/store'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import { PreferenceSwitches } from './preference-switches.tsx'
import './shell.css'

/** The shop is set up and this device is nothing yet: a till, or somebody's own. */
export function WelcomeScreen(): JSX.Element {
  return (
    <main class="shell-page" data-screen="welcome">
      <div class="shell-card shell-card--wide">
        <h1>{t('ui.welcome.title')}</h1>
        <p>{t('ui.welcome.intro')}</p>
        <nav class="shell-choices">
          <Choice href="/enroll" icon={Store} title={t('ui.welcome.till')} hint={t('ui.welcome.tillHint')} />
          <Choice
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

function Choice(props: {
  readonly href: string
  readonly icon: IconComponent
  readonly title: string
  readonly hint: string
}): JSX.Element {
  return (
    <A class="shell-choice" href={props.href}>
      <span class="shell-choice__icon">
        <Icon of={props.icon} size="large" />
      </span>
      <span>
        <strong>{props.title}</strong>
        <span class="shell-choice__hint">{props.hint}</span>
      </span>
      <Icon of={ChevronRight} />
    </A>
  )
}
