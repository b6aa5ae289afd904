import { A, useNavigate, useSearchParams } from '@solidjs/router'
import { createResource, createSignal, type JSX, onCleanup, Show } from 'solid-js'
import { getStatus, signIn } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'
import { DemoSignIns } from './demo-sign-ins.tsx'
import { failureWords } from './failure-words.ts'
import { rememberOffice, safeNext } from './office-entry.ts'
import { SetupFrame } from './setup-frame.tsx'

/** The owner's and managers' way in: e-mail and password. `?next=` leads back to where they came from. */
export function SignInScreen(): JSX.Element {
  const navigate = useNavigate()
  const [query] = useSearchParams<{ next?: string }>()
  const [status] = createResource(getStatus)
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [missing, setMissing] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const wait = createCountdown()

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setMissing(true)
    if (busy() || wait.seconds() > 0 || email().trim() === '' || password() === '') return
    setFailure(undefined)
    setBusy(true)
    const answer = await signIn({ email: email(), password: password() })
    setBusy(false)
    if (answer.ok) {
      rememberOffice(answer.value)
      navigate(safeNext(query.next, '/office'), { replace: true })
      return
    }
    if (answer.code === 'not-set-up') navigate('/setup', { replace: true })
    if (answer.code === 'too-many-attempts') wait.start(answer.retryAfterSeconds ?? 30)
    setFailure(answer.code === 'wrong-credentials' ? t('setup.signIn.wrong') : failureWords(answer))
  }
  const demo = () => {
    const answer = status.latest
    return answer?.ok === true ? answer.value.demo : undefined
  }
  const requiredIf = (empty: boolean) => (missing() && empty ? t('setup.field.required') : undefined)

  return (
    <SetupFrame screen="sign-in">
      <div class="setup-heading">
        <h1>{t('setup.signIn.title')}</h1>
      </div>
      <form class="setup-form" noValidate onSubmit={event => void submit(event)}>
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
      <A href="/enroll">{t('setup.signIn.tillInstead')}</A>
    </SetupFrame>
  )
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
