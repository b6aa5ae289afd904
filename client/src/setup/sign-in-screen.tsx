import { A, useNavigate, useSearchParams } from '@solidjs/router'
import { createResource, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import type { ApiFailure } from '../api/api-client.ts'
import { getStatus, signIn } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { DemoSignIns } from './demo-sign-ins.tsx'
import { failureWords } from './failure-words.ts'
import { rememberOffice, safeNext } from './office-entry.ts'
import { SetupFrame } from './setup-frame.tsx'

/**
 * The owner's and managers' way in: e-mail and password, and a code where the account asks for one. `?next=` leads back
 * to where they came from.
 */
export function SignInScreen(): JSX.Element {
  const navigate = useNavigate()
  const [query] = useSearchParams<{ next?: string }>()
  const [status] = createResource(getStatus)
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [code, setCode] = createSignal('')
  const [step, setStep] = createSignal<'password' | 'code'>('password')
  const [missing, setMissing] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const wait = createCountdown()
  let codeField: HTMLInputElement | undefined

  const isIncomplete = () =>
    email().trim() === '' || password() === '' || (step() === 'code' && code().trim() === '')
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(true)
    if (busy() || wait.seconds() > 0 || isIncomplete()) return
    setFailure(undefined)
    setBusy(true)
    const answer = await signIn({
      email: email(),
      password: password(),
      ...(step() === 'code' ? { code: code() } : {}),
    })
    setBusy(false)
    if (answer.ok) {
      rememberOffice(answer.value)
      navigate(safeNext(query.next, '/office'), { replace: true })
    } else refused(answer)
  }
  const refused = (answer: ApiFailure) => {
    if (answer.code === 'second-step-required') {
      setMissing(false)
      setStep('code')
      codeField?.focus()
      return
    }
    if (answer.code === 'not-set-up') navigate('/setup', { replace: true })
    if (answer.code === 'too-many-attempts') wait.start(answer.retryAfterSeconds ?? 30)
    if (answer.code === 'wrong-code') {
      setMissing(false)
      setCode('')
      codeField?.focus()
    }
    if (answer.code === 'wrong-credentials') setStep('password')
    setFailure(wordsOf(answer))
  }
  const startOver = () => {
    setStep('password')
    setPassword('')
    setCode('')
    setMissing(false)
    setFailure(undefined)
  }
  const demo = () => {
    const answer = status.latest
    return answer?.ok === true ? answer.value.demo : undefined
  }
  const requiredIf = (empty: boolean) => (missing() && empty ? t('setup.field.required') : undefined)

  return (
    <SetupFrame screen={step() === 'code' ? 'sign-in-code' : 'sign-in'}>
      <div class="setup-heading">
        <h1>{step() === 'code' ? t('setup.signIn.secondTitle') : t('setup.signIn.title')}</h1>
        <Show when={step() === 'code'}>
          <p>{t('setup.signIn.secondIntro')}</p>
        </Show>
      </div>
      <form class="setup-form" noValidate onSubmit={event => void submit(event)}>
        <Show
          when={step() === 'password'}
          fallback={
            <TextField
              ref={codeField}
              label={t('setup.signIn.code')}
              description={t('setup.signIn.codeHint')}
              value={code()}
              onValue={setCode}
              error={requiredIf(code().trim() === '')}
              name="code"
              autocomplete="one-time-code"
              autocapitalize="characters"
              spellcheck={false}
            />
          }
        >
          <TextField
            label={t('setup.signIn.email')}
            value={email()}
            onValue={setEmail}
            error={requiredIf(email().trim() === '')}
            name="email"
            type="email"
            inputmode="email"
            autocomplete="username"
            autofocus
          />
          <TextField
            label={t('setup.signIn.password')}
            value={password()}
            onValue={setPassword}
            error={requiredIf(password() === '')}
            name="password"
            type="password"
            autocomplete="current-password"
          />
        </Show>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
        <Button
          type="submit"
          variant="primary"
          size="till"
          wide
          busy={busy()}
          unavailable={waitWords(wait.seconds())}
        >
          {waitWords(wait.seconds()) || t('setup.signIn.submit')}
        </Button>
      </form>
      <Show
        when={step() === 'password'}
        fallback={
          <Button variant="quiet" onClick={startOver}>
            {t('setup.signIn.otherAccount')}
          </Button>
        }
      >
        <Show when={demo()}>
          {shown => (
            <DemoSignIns
              demo={shown()}
              onUse={(demoEmail, demoPassword) => {
                setEmail(demoEmail)
                setPassword(demoPassword)
              }}
            />
          )}
        </Show>
        <details class="setup-details">
          <summary>{t('setup.signIn.forgot')}</summary>
          <p class="setup-muted">{t('setup.signIn.forgotHint')}</p>
          <A href="/reset">{t('setup.signIn.haveCode')}</A>
        </details>
        <A href="/enroll">{t('setup.signIn.tillInstead')}</A>
      </Show>
    </SetupFrame>
  )
}

function wordsOf(answer: ApiFailure): string {
  if (answer.code === 'wrong-credentials') return t('setup.signIn.wrong')
  return answer.code === 'wrong-code' ? t('setup.signIn.wrongCode') : failureWords(answer)
}

function waitWords(seconds: number): string | false {
  return seconds > 0 && t('setup.signIn.wait', { seconds })
}

/** Seconds that count down to nothing. Ends with the owner. */
function createCountdown() {
  const [seconds, setSeconds] = createSignal(0)
  let timer: number | undefined
  const stop = () => {
    if (timer !== undefined) clearInterval(timer)
    timer = undefined
  }
  onCleanup(stop)
  return {
    seconds,
    start(from: number) {
      stop()
      // By the clock and not by counting ticks: a sleeping tablet misses ticks.
      const end = Date.now() + from * 1000
      setSeconds(from)
      timer = window.setInterval(() => {
        const left = Math.max(0, Math.ceil((end - Date.now()) / 1000))
        setSeconds(left)
        if (left === 0) stop()
      }, 250)
    },
  }
}
