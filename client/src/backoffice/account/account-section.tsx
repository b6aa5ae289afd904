import type { JSX } from 'solid-js'
import { getAccount } from '../../api/accounts-api.ts'
import { createRemote } from '../../api/create-remote.ts'
import { t } from '../../i18n/translate.ts'
import { SectionHeader } from '../office-gate.tsx'
import { RemoteState } from '../remote-state.tsx'
import './account.css'
import { PasswordCard } from './password-card.tsx'
import { SecondStepCard } from './second-step-card.tsx'
import { SessionsCard } from './sessions-card.tsx'

/** One's own account: password, second step, and where one is signed in. */
export function AccountSection(): JSX.Element {
  const account = createRemote(getAccount)
  return (
    <section class="office-section account">
      <SectionHeader title={t('account.title')} intro={t('account.intro')} />
      <RemoteState remote={account}>
        {known => (
          <>
            <PasswordCard onChanged={() => void account.reload()} />
            <SecondStepCard secondStep={known().secondStep} onChanged={() => void account.reload()} />
            <SessionsCard sessions={known().sessions} onChanged={() => void account.reload()} />
          </>
        )}
      </RemoteState>
    </section>
  )
}
