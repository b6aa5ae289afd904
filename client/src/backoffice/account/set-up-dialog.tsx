import type { BeginSecondStepReply } from '@evertill/crdt-model'
import { createSignal, createUniqueId, type JSX, Match, Show, Switch } from 'solid-js'
import { beginSecondStep, confirmSecondStep } from '../../api/accounts-api.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SheetForm } from '../sheet-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Step =
  | { readonly kind: 'password' }
  | { readonly kind: 'app'; readonly secret: BeginSecondStepReply }
  | { readonly kind: 'codes'; readonly codes: readonly string[] }

/** Password again, the secret into the app, a code from it, then the recovery codes. */
export function SetUpDialog(props: {
  readonly onClose: () => void
  /** It is on now: when the recovery codes were seen. */
  readonly onDone: () => void
}): JSX.Element {
  const formId = createUniqueId()
  const [step, setStep] = createSignal<Step>({ kind: 'password' })
  const [typed, setTyped] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)

  const goTo = (next: Step) => {
    setTyped('')
    setStep(next)
  }
  const ask = async () => {
    if (step().kind === 'password') {
      const answer = await beginSecondStep(typed())
      if (answer.ok) goTo({ kind: 'app', secret: answer.value })
      else if (answer.code === 'wrong-credentials') setProblem(t('account.password.wrong'))
      else setFailure(failureWords(answer))
      return
    }
    const answer = await confirmSecondStep(typed())
    if (answer.ok) goTo({ kind: 'codes', codes: answer.value.recoveryCodes })
    else if (answer.code === 'wrong-code') setProblem(t('account.secondStep.wrongCode'))
    else setFailure(failureWords(answer))
  }
  const submit = async () => {
    setProblem(typed().trim() === '' ? t('setup.field.required') : undefined)
    setFailure(undefined)
    if (problem() !== undefined || busy()) return
    setBusy(true)
    await ask()
    setBusy(false)
  }
  const secret = () => {
    const at = step()
    return at.kind === 'app' ? at.secret : undefined
  }
  const codes = () => {
    const at = step()
    return at.kind === 'codes' ? at.codes : undefined
  }
  return (
    <Dialog
      open
      // Once the codes are there the second step is on, however the dialog is left.
      onClose={() => (codes() === undefined ? props.onClose() : props.onDone())}
      title={codes() ? t('account.secondStep.codesTitle') : t('account.secondStep.setUpTitle')}
      actions={
        <Show
          when={codes()}
          fallback={
            <Button variant="primary" size="till" type="submit" form={formId} busy={busy()}>
              {secret() ? t('account.secondStep.confirm') : t('account.secondStep.next')}
            </Button>
          }
        >
          <Button variant="primary" size="till" onClick={() => props.onDone()}>
            {t('account.secondStep.kept')}
          </Button>
        </Show>
      }
    >
      <SheetForm id={formId} onSend={submit}>
        <Switch
          fallback={
            <>
              <p>{t('account.secondStep.proveYourself')}</p>
              <TextField
                label={t('account.secondStep.password')}
                value={typed()}
                onValue={setTyped}
                error={problem()}
                name="password"
                type="password"
                autocomplete="current-password"
                autofocus
              />
            </>
          }
        >
          <Match when={codes()}>{shown => <RecoveryCodes codes={shown()} />}</Match>
          <Match when={secret()}>
            {shown => (
              <>
                <p>{t('account.secondStep.scan')}</p>
                <div class="account-secret">
                  <QrCode text={shown().uri} label={t('account.secondStep.qr')} />
                  <div class="account-secret__key">
                    <span class="office-muted">{t('account.secondStep.typeInstead')}</span>
                    <code data-totp-secret={shown().secret}>{inGroups(shown().secret)}</code>
                  </div>
                </div>
                <TextField
                  ref={input => queueMicrotask(() => input.focus())}
                  label={t('account.secondStep.code')}
                  description={t('account.secondStep.codeHint')}
                  value={typed()}
                  onValue={setTyped}
                  error={problem()}
                  name="code"
                  inputmode="numeric"
                  autocomplete="one-time-code"
                  maxlength={12}
                />
              </>
            )}
          </Match>
        </Switch>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </SheetForm>
    </Dialog>
  )
}

/** A long key is typed group by group. */
function inGroups(secret: string): string {
  return secret.replace(/(.{4})(?=.)/g, '$1 ')
}
