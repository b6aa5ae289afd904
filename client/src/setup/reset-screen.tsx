import { password as passwordSchema } from '@evertill/crdt-model'
import { A } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { resetPassword } from '../api/accounts-api.ts'
import type { ApiFailure } from '../api/api-client.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { Switch } from '../ui/switch.tsx'
import { TextField } from '../ui/text-field.tsx'
import { draftProblemWords } from './draft-words.ts'
import { failureWords } from './failure-words.ts'
import { groupOneTimeCode, isWholeOneTimeCode } from './one-time-code.ts'
import { SetupFrame } from './setup-frame.tsx'

/** `/reset#<code>`: a new password by a one-time link that an owner made. */
export function ResetScreen(): JSX.Element {
  const [done, setDone] = createSignal(false)
  return (
    <SetupFrame screen="reset">
      <Show when={done()} fallback={<ResetForm onDone={() => setDone(true)} />}>
        <div class="setup-heading">
          <h1>{t('setup.reset.doneTitle')}</h1>
          <p>{t('setup.reset.doneText')}</p>
        </div>
        <A class="ui-button ui-button--primary ui-button--till" href="/sign-in">
          {t('setup.reset.toSignIn')}
        </A>
      </Show>
    </SetupFrame>
  )
}

function ResetForm(props: { readonly onDone: () => void }): JSX.Element {
  const [code, setCode] = createSignal(takeCodeFromAddress())
  const [password, setPassword] = createSignal('')
  const [shown, setShown] = createSignal(false)
  const [problems, setProblems] = createSignal<{ code?: string; password?: string | undefined }>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    const found = {
      ...(isWholeOneTimeCode(code()) ? {} : { code: t('setup.reset.incomplete') }),
      ...(v.is(passwordSchema, password()) ? {} : { password: draftProblemWords('too-short') }),
    }
    setProblems(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0 || busy()) return
    setBusy(true)
    const answer = await resetPassword({ code: code(), password: password() })
    setBusy(false)
    if (answer.ok) props.onDone()
    else setFailure(wordsOf(answer))
  }
  return (
    <>
      <div class="setup-heading">
        <h1>{t('setup.reset.title')}</h1>
        <p>{t('setup.reset.intro')}</p>
      </div>
      <form class="setup-form" noValidate onSubmit={event => void submit(event)}>
        <TextField
          label={t('setup.reset.code')}
          description={t('setup.reset.codeHint')}
          value={code()}
          onValue={text => setCode(groupOneTimeCode(text))}
          error={problems().code}
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          autofocus={code() === ''}
        />
        <TextField
          label={t('setup.reset.password')}
          description={t('setup.reset.passwordHint')}
          value={password()}
          onValue={setPassword}
          error={problems().password}
          name="password"
          type={shown() ? 'text' : 'password'}
          autocomplete="new-password"
          autofocus={code() !== ''}
        />
        <Switch label={t('setup.reset.showPassword')} checked={shown()} onChecked={setShown} />
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
        <Button type="submit" variant="primary" size="till" wide busy={busy()}>
          {t('setup.reset.submit')}
        </Button>
      </form>
    </>
  )
}

/** The code of the link. It is taken out of the address bar, so that it stays in no history and on no screen. */
function takeCodeFromAddress(): string {
  const code = groupOneTimeCode(window.location.hash)
  if (code !== '') window.history.replaceState(window.history.state, '', window.location.pathname)
  return code
}

function wordsOf(answer: ApiFailure): string {
  switch (answer.code) {
    case 'code-unknown':
      return t('setup.reset.unknown')
    case 'code-expired':
      return t('setup.reset.expired')
    default:
      return failureWords(answer)
  }
}
