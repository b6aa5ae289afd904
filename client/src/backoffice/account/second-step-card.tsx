import type { AccountReply } from '@evertill/crdt-model'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { removeSecondStep } from '../../api/accounts-api.ts'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { NewCodesDialog } from './new-codes-dialog.tsx'
import { ProofDialog } from './proof-dialog.tsx'
import { SetUpDialog } from './set-up-dialog.tsx'

/** So few that it is time for new ones. */
const FEW_CODES = 3

type Doing = 'setting-up' | 'renewing' | 'removing'

/** Whether sign-in asks for a code as well, and what can be done about it. */
export function SecondStepCard(props: {
  readonly secondStep: AccountReply['secondStep']
  readonly onChanged: () => void
}): JSX.Element {
  const [doing, setDoing] = createSignal<Doing>()
  const done = () => {
    setDoing(undefined)
    props.onChanged()
  }
  return (
    <section class="office-card" aria-labelledby="account-second-step">
      <div class="account__heading">
        <div class="office-card__title">
          <h2 id="account-second-step">{t('account.secondStep.title')}</h2>
          <Badge tone={props.secondStep === null ? 'neutral' : 'positive'}>
            {props.secondStep === null ? t('account.secondStep.off') : t('account.secondStep.on')}
          </Badge>
        </div>
        <p class="office-muted">{t('account.secondStep.intro')}</p>
      </div>
      <Show
        when={props.secondStep}
        fallback={
          <div class="office-row__actions">
            <Button variant="primary" onClick={() => setDoing('setting-up')}>
              {t('account.secondStep.setUp')}
            </Button>
          </div>
        }
      >
        {on => (
          <>
            <p class="office-muted">
              {t('account.secondStep.since', { date: formatDate(on().since, 'date') })}{' '}
              <span classList={{ account__few: on().recoveryCodesLeft <= FEW_CODES }}>
                {t('account.secondStep.left', { count: on().recoveryCodesLeft })}
                <Show when={on().recoveryCodesLeft <= FEW_CODES}> {t('account.secondStep.fewLeft')}</Show>
              </span>
            </p>
            <div class="office-row__actions">
              <Button onClick={() => setDoing('renewing')}>{t('account.secondStep.newCodes')}</Button>
              <Button variant="quiet" onClick={() => setDoing('removing')}>
                {t('account.secondStep.remove')}
              </Button>
            </div>
          </>
        )}
      </Show>
      <Switch>
        <Match when={doing() === 'setting-up'}>
          <SetUpDialog onClose={() => setDoing(undefined)} onDone={done} />
        </Match>
        <Match when={doing() === 'renewing'}>
          <NewCodesDialog onClose={done} />
        </Match>
        <Match when={doing() === 'removing'}>
          <ProofDialog
            title={t('account.secondStep.removeTitle')}
            text={t('account.secondStep.removeText')}
            action={t('account.secondStep.remove')}
            critical
            ask={removeSecondStep}
            onClose={() => setDoing(undefined)}
            onDone={() => {
              showToast({ text: t('account.secondStep.removed') })
              done()
            }}
          />
        </Match>
      </Switch>
    </section>
  )
}
