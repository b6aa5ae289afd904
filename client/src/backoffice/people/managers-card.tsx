import { type AddUserRequest, email as emailSchema, password as passwordSchema } from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { addUser } from '../../api/relay-api.ts'
import { t } from '../../i18n/translate.ts'
import { draftProblemWords } from '../../setup/draft-words.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useOffice } from '../office-context.tsx'

/** Accounts for the back office: they live at the server, so adding one needs it. */
export function ManagersCard(): JSX.Element {
  const office = useOffice()
  const [adding, setAdding] = createSignal(false)
  return (
    <section class="office-card" aria-label={t('office.people.managersTitle')}>
      <div class="office-section__header">
        <div>
          <h2>{t('office.people.managersTitle')}</h2>
          <p>{t('office.people.managersIntro')}</p>
        </div>
        <Button
          icon={Plus}
          unavailable={office.workplace.role !== 'owner' && t('office.people.onlyOwner')}
          onClick={() => setAdding(true)}
        >
          {t('office.people.addManager')}
        </Button>
      </div>
      <Show when={adding()}>
        <ManagerDialog onClose={() => setAdding(false)} />
      </Show>
    </section>
  )
}

type Fields = { readonly name: string; readonly email: string; readonly password: string }
type Problems = { readonly [Field in keyof Fields]?: string | undefined }

function ManagerDialog(props: { readonly onClose: () => void }): JSX.Element {
  const formId = createUniqueId()
  const [fields, setFields] = createSignal<Fields>({ name: '', email: '', password: '' })
  const [problems, setProblems] = createSignal<Problems>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const set = (field: keyof Fields) => (value: string) => {
    setFields(before => ({ ...before, [field]: value }))
    setProblems(before => ({ ...before, [field]: undefined }))
  }
  const save = async () => {
    const found = problemsOf(fields())
    setProblems(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0 || busy()) return
    setBusy(true)
    const request: AddUserRequest = { ...fields(), role: 'manager' }
    const answer = await addUser(request)
    setBusy(false)
    if (answer.ok) {
      showToast({ text: t('office.people.managerAdded', { name: fields().name }) })
      props.onClose()
      return
    }
    const named = 'fields' in answer ? answer.fields : {}
    setProblems(
      Object.fromEntries(
        Object.entries(named).map(([field, problem]) => [field, draftProblemWords(problem)]),
      ),
    )
    if (Object.keys(named).length === 0) setFailure(failureWords(answer))
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.people.addManager')}
      actions={
        <Button variant="primary" size="till" type="submit" form={formId} busy={busy()}>
          {t('office.people.add')}
        </Button>
      }
    >
      <form
        id={formId}
        class="office-stack"
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void save()
        }}
      >
        <TextField
          label={t('office.people.name')}
          value={fields().name}
          onValue={set('name')}
          error={problems().name}
          name="name"
          autocomplete="off"
          autofocus
        />
        <TextField
          label={t('office.people.email')}
          value={fields().email}
          onValue={set('email')}
          error={problems().email}
          name="email"
          type="email"
          inputmode="email"
          autocomplete="off"
        />
        <TextField
          label={t('office.people.password')}
          description={t('office.people.passwordHint')}
          value={fields().password}
          onValue={set('password')}
          error={problems().password}
          name="password"
          autocomplete="new-password"
        />
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </form>
    </Dialog>
  )
}

function problemsOf(fields: Fields): Problems {
  const emailProblem =
    fields.email.trim() === '' ? 'required' : v.is(emailSchema, fields.email) ? undefined : 'not-an-email'
  return {
    ...(fields.name.trim() === '' ? { name: draftProblemWords('required') } : {}),
    ...(emailProblem === undefined ? {} : { email: draftProblemWords(emailProblem) }),
    ...(v.is(passwordSchema, fields.password) ? {} : { password: draftProblemWords('too-short') }),
  }
}
