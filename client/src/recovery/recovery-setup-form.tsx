import { createSignal, type JSX, Show } from 'solid-js'
import { setUpRecovery } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { readOfficeWorkplace } from '../local/enrolled.ts'
import { rememberOffice } from '../setup/office-entry.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { TextField } from '../ui/text-field.tsx'

/** NIST SP 800-63B: length, no composition rules. The relay asks for the same. */
const PASSWORD_LENGTH = 10

/** A new owner on a database that lost its shop. */
export function RecoverySetupForm(props: { readonly onDone: () => void }): JSX.Element {
  const [code, setCode] = createSignal('')
  const [shopName, setShopName] = createSignal('')
  const [name, setName] = createSignal('')
  const [email, setEmail] = createSignal('')
  const [password, setPassword] = createSignal('')
  const [tried, setTried] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const missing = (value: string) => tried() && value.trim() === '' && t('recovery.missing')
  const isFilled = () => [code(), shopName(), name(), email()].every(value => value.trim() !== '')

  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (busy() || !isFilled() || password().length < PASSWORD_LENGTH) return
    setBusy(true)
    setFailure(undefined)
    const answer = await setUpRecovery({
      code: code(),
      shopName: shopName(),
      owner: { name: name(), email: email(), password: password() },
      // What this browser's office has not synced belongs to the same person.
      user: readOfficeWorkplace()?.user ?? null,
    })
    setBusy(false)
    if (answer.ok) {
      rememberOffice(answer.value)
      props.onDone()
    } else setFailure(t(answer.code === 'code-unknown' ? 'recovery.wrongCode' : 'recovery.failed'))
  }
  return (
    <form class="setup-form" noValidate onSubmit={event => void submit(event)}>
      <p>{t('recovery.intro')}</p>
      <div class="setup-code">
        <TextField
          label={t('recovery.code')}
          description={t('recovery.codeHint')}
          value={code()}
          onValue={setCode}
          error={missing(code())}
          name="code"
          autocomplete="off"
          placeholder="XXXX-XXXX-XXXX"
        />
      </div>
      <TextField
        label={t('recovery.shopName')}
        value={shopName()}
        onValue={setShopName}
        error={missing(shopName())}
        name="shopName"
        autocomplete="organization"
      />
      <TextField
        label={t('recovery.ownerName')}
        value={name()}
        onValue={setName}
        error={missing(name())}
        name="ownerName"
        autocomplete="name"
      />
      <TextField
        label={t('recovery.email')}
        value={email()}
        onValue={setEmail}
        error={missing(email())}
        name="email"
        type="email"
        autocomplete="email"
      />
      <TextField
        label={t('recovery.password')}
        description={t('recovery.passwordHint')}
        value={password()}
        onValue={setPassword}
        error={tried() && password().length < PASSWORD_LENGTH && t('recovery.short')}
        name="password"
        type="password"
        autocomplete="new-password"
      />
      <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      <Button type="submit" variant="primary" size="large" wide busy={busy()}>
        {t('recovery.start')}
      </Button>
    </form>
  )
}
