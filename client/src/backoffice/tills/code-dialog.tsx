import type { EnrollmentCodeReply } from '@evertill/crdt-model'
import { createSignal, type JSX, Match, onCleanup, Show, Switch } from 'solid-js'
import { makeEnrollmentCode } from '../../api/relay-api.ts'
import { t } from '../../i18n/translate.ts'
import { enrollmentQrText, groupCode } from '../../setup/enrollment-code.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

type State =
  | { readonly kind: 'making' }
  | { readonly kind: 'failed'; readonly words: string }
  | { readonly kind: 'made'; readonly code: EnrollmentCodeReply }

/** A one-time code for a till, to type or to scan, and for how long it is still good. */
export function CodeDialog(props: {
  readonly till: string
  readonly tillName: string
  /** The tablet whose place the new one takes, or undefined. */
  readonly replaces: string | undefined
  readonly onClose: () => void
}): JSX.Element {
  const [state, setState] = createSignal<State>({ kind: 'making' })
  const [now, setNow] = createSignal(Date.now())
  const timer = setInterval(() => setNow(Date.now()), 1_000)
  onCleanup(() => clearInterval(timer))

  const make = async () => {
    setState({ kind: 'making' })
    const answer = await makeEnrollmentCode(props.till)
    setNow(Date.now())
    if (answer.ok) setState({ kind: 'made', code: answer.value })
    // A till that was added a moment ago may not have reached the server yet.
    else if (answer.code === 'not-found') setState({ kind: 'failed', words: t('office.tills.needsServer') })
    else setState({ kind: 'failed', words: failureWords(answer) })
  }
  void make()

  const made = () => {
    const at = state()
    return at.kind === 'made' ? at.code : undefined
  }
  const failed = () => {
    const at = state()
    return at.kind === 'failed' ? at.words : undefined
  }
  const left = () => Math.max(0, Math.ceil(((made()?.expiresAt ?? 0) - now()) / 1000))
  return (
    <Dialog open onClose={props.onClose} title={t('office.tills.codeTitle', { till: props.tillName })}>
      <Switch fallback={<Skeleton count={4} />}>
        <Match when={failed()}>
          {words => <Notice kind="error" title={words()} onRetry={() => void make()} />}
        </Match>
        <Match when={made()}>
          {code => (
            <div class="till-code">
              <p class="office-muted">{t('office.tills.codeIntro')}</p>
              <Show when={props.replaces}>
                {device => (
                  <Notice kind="warning" title={t('office.tills.replacesWarning', { device: device() })} />
                )}
              </Show>
              <Show
                when={left() > 0}
                fallback={
                  <Notice
                    kind="info"
                    title={t('office.tills.codeExpired')}
                    actions={
                      <Button variant="primary" onClick={() => void make()}>
                        {t('office.tills.newCode')}
                      </Button>
                    }
                  />
                }
              >
                <output class="till-code__text tabular" data-enrollment-code={groupCode(code().code)}>
                  {groupCode(code().code)}
                </output>
                <QrCode
                  text={enrollmentQrText(code().code)}
                  label={t('office.tills.codeTitle', { till: props.tillName })}
                />
                <span class="office-muted tabular" role="timer">
                  {t('office.tills.codeExpires', { minutes: timeWords(left()) })}
                </span>
                <span class="office-muted">
                  {t('office.tills.address')}: <strong>{window.location.origin}</strong>
                </span>
              </Show>
            </div>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}

function timeWords(seconds: number): string {
  return seconds >= 60
    ? t('office.time.minutes', { count: Math.ceil(seconds / 60) })
    : t('office.time.seconds', { count: seconds })
}
