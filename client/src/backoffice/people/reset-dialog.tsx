import type { UserAccount } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { makeReset } from '../../api/accounts-api.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Switch } from '../../ui/switch.tsx'
import { accountFailureWords } from './account-words.ts'
import type { OneTimeLink } from './link-dialog.tsx'

/** Before a one-time link is made: what it will do. */
export function ResetDialog(props: {
  readonly account: UserAccount
  readonly onClose: () => void
  readonly onLink: (link: OneTimeLink) => void
}): JSX.Element {
  const [removes, setRemoves] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const make = async () => {
    setBusy(true)
    const answer = await makeReset(props.account.id, removes())
    setBusy(false)
    if (answer.ok) props.onLink({ name: props.account.name, reset: answer.value })
    else setFailure(accountFailureWords(answer))
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('account.people.resetTitle', { name: props.account.name })}
      actions={
        <Button variant="primary" size="till" busy={busy()} onClick={() => void make()}>
          {t('account.people.makeLink')}
        </Button>
      }
    >
      <div class="office-stack">
        <p>{t('account.people.resetText', { name: props.account.name })}</p>
        <Show when={props.account.secondStep}>
          <Switch
            label={t('account.people.removesSecondStep')}
            description={t('account.people.removesSecondStepHint')}
            checked={removes()}
            onChecked={setRemoves}
          />
        </Show>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </div>
    </Dialog>
  )
}
