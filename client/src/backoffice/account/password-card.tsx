import { password as passwordSchema } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { changePassword } from '../../api/accounts-api.ts'
import { t } from '../../i18n/translate.ts'
import { draftProblemWords } from '../../setup/draft-words.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'

/** A new password. It signs out everywhere else. */
export function PasswordCard(props: { readonly onChanged: () => void }): JSX.Element {
  const [current, setCurrent] = createSignal('')
  const [next, setNext] = createSignal('')
  const [problems, setProblems] = createSignal<{ current?: string; next?: string }>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)

  const save = async () => {
    const found = {
      ...(current() === '' ? { current: draftProblemWords('required') ?? '' } : {}),
      ...(v.is(passwordSchema, next()) ? {} : { next: draftProblemWords('too-short') ?? '' }),
    }
    setProblems(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0 || busy()) return
    setBusy(true)
    const answer = await changePassword({ current: current(), password: next() })
    setBusy(false)
    if (!answer.ok) {
      if (answer.code === 'wrong-credentials') setProblems({ current: t('account.password.wrong') })
      else setFailure(failureWords(answer))
      return
    }
    setCurrent('')
    setNext('')
    showToast({ text: t('account.password.changed') })
    props.onChanged()
  }
  return (
    <section class="office-card" aria-labelledby="account-password">
      <div class="account__heading">
        <h2 id="account-password">{t('account.password.title')}</h2>
        <p class="office-muted">{t('account.password.intro')}</p>
      </div>
      <form
        class="office-form"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('account.password.current')}
          value={current()}
          onValue={setCurrent}
          error={problems().current}
          name="current"
          type="password"
          autocomplete="current-password"
        />
        <TextField
          label={t('account.password.next')}
          description={t('account.password.nextHint')}
          value={next()}
          onValue={setNext}
          error={problems().next}
          name="password"
          type="password"
          autocomplete="new-password"
        />
        <Button type="submit" variant="primary" busy={busy()}>
          {t('account.password.change')}
        </Button>
      </form>
      <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
    </section>
  )
}
