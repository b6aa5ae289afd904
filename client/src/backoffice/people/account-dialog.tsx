import {
  email as emailSchema,
  type ResetCode,
  type StoreId,
  type UserAccount,
  type UserRole,
} from '@evertill/crdt-model'
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { addUser, changeUser } from '../../api/accounts-api.ts'
import type { ApiFailure } from '../../api/api-client.ts'
import { t } from '../../i18n/translate.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { draftProblemWords } from '../../setup/draft-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { SheetForm } from '../sheet-form.tsx'
import { accountFailureWords } from './account-words.ts'

interface Draft {
  readonly name: string
  readonly email: string
  readonly role: UserRole
  readonly scope: 'all' | 'some'
  readonly stores: readonly StoreId[]
}
type Problems = { readonly [Field in 'name' | 'email' | 'stores']?: string | undefined }

/** A new account, or another name, role or stores for one. */
export function AccountDialog(props: {
  readonly account: UserAccount | undefined
  readonly onClose: () => void
  /** @param reset what the new person sets a password with. */
  readonly onSaved: (account: UserAccount, reset: ResetCode | null) => void
}): JSX.Element {
  const office = useOffice()
  const formId = createUniqueId()
  const { account } = props
  const [draft, setDraft] = createSignal<Draft>(draftOf(account))
  const [problems, setProblems] = createSignal<Problems>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const set = (change: Partial<Draft>) => {
    setDraft(before => ({ ...before, ...change }))
    setProblems({})
  }
  const save = async () => {
    const found = problemsOf(draft(), account === undefined)
    setProblems(found)
    setFailure(undefined)
    if (Object.values(found).some(problem => problem !== undefined) || busy()) return
    setBusy(true)
    const { name, email, role } = draft()
    const stores = role === 'owner' || draft().scope === 'all' ? 'all' : [...draft().stores]
    const answer =
      account === undefined
        ? await addUser({ name, email, role, stores })
        : await changeUser(account.id, { name, role, stores })
    setBusy(false)
    if (!answer.ok) return failed(answer)
    if ('user' in answer.value) props.onSaved(answer.value.user, answer.value.reset)
    else props.onSaved(answer.value, null)
  }
  const failed = (answer: ApiFailure) => {
    const fields = 'fields' in answer ? answer.fields : {}
    setProblems({ name: draftProblemWords(fields.name), email: draftProblemWords(fields.email) })
    if (fields.name === undefined && fields.email === undefined) setFailure(accountFailureWords(answer))
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={
        account === undefined
          ? t('account.people.addTitle')
          : t('account.people.changeTitle', { name: account.name })
      }
      actions={
        <Button variant="primary" size="till" type="submit" form={formId} busy={busy()}>
          {account === undefined ? t('account.people.create') : t('account.people.save')}
        </Button>
      }
    >
      <SheetForm id={formId} onSend={save}>
        <TextField
          label={t('account.people.name')}
          value={draft().name}
          onValue={name => set({ name })}
          error={problems().name}
          name="name"
          autocomplete="off"
          maxlength={80}
          autofocus
        />
        <Show when={account === undefined}>
          <TextField
            label={t('account.people.email')}
            value={draft().email}
            onValue={email => set({ email })}
            error={problems().email}
            name="email"
            type="email"
            inputmode="email"
            autocomplete="off"
          />
        </Show>
        <ChoiceField<UserRole>
          label={t('account.people.role')}
          description={
            draft().role === 'owner' ? t('account.people.ownerHint') : t('account.people.managerHint')
          }
          options={[
            { value: 'manager', label: t('account.people.manager') },
            { value: 'owner', label: t('account.people.owner') },
          ]}
          value={draft().role}
          onValue={role => set({ role })}
          name="role"
        />
        <Show when={draft().role === 'manager'}>
          <ChoiceField<Draft['scope']>
            label={t('account.people.stores')}
            options={[
              { value: 'all', label: t('account.people.allStores') },
              { value: 'some', label: t('account.people.someStores') },
            ]}
            value={draft().scope}
            onValue={scope => set({ scope })}
            name="scope"
          />
          <Show when={draft().scope === 'some'}>
            <StoreChoice
              stores={office.stores() ?? []}
              chosen={draft().stores}
              error={problems().stores}
              onChosen={stores => set({ stores })}
            />
          </Show>
        </Show>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </SheetForm>
    </Dialog>
  )
}

function StoreChoice(props: {
  readonly stores: readonly { readonly id: StoreId; readonly name: string }[]
  readonly chosen: readonly StoreId[]
  readonly error: string | undefined
  readonly onChosen: (stores: readonly StoreId[]) => void
}): JSX.Element {
  const toggle = (store: StoreId, on: boolean) =>
    props.onChosen(on ? [...props.chosen, store] : props.chosen.filter(each => each !== store))
  return (
    <fieldset class="people-stores">
      <legend class="ui-field__label">{t('account.people.whichStores')}</legend>
      <For each={props.stores}>
        {store => (
          <label class="people-stores__store">
            <input
              type="checkbox"
              checked={props.chosen.includes(store.id)}
              onChange={event => toggle(store.id, event.currentTarget.checked)}
            />
            {store.name}
          </label>
        )}
      </For>
      <Show when={props.error}>
        {words => (
          <p class="ui-field__error" role="alert">
            {words()}
          </p>
        )}
      </Show>
    </fieldset>
  )
}

function draftOf(account: UserAccount | undefined): Draft {
  const stores = account?.stores ?? 'all'
  return {
    name: account?.name ?? '',
    email: account?.email ?? '',
    role: account?.role ?? 'manager',
    scope: stores === 'all' ? 'all' : 'some',
    stores: stores === 'all' ? [] : stores,
  }
}

function problemsOf(draft: Draft, isNew: boolean): Problems {
  const emailProblem =
    draft.email.trim() === '' ? 'required' : v.is(emailSchema, draft.email) ? undefined : 'not-an-email'
  const wantsStores = draft.role === 'manager' && draft.scope === 'some'
  return {
    name: draft.name.trim() === '' ? draftProblemWords('required') : undefined,
    email: isNew ? draftProblemWords(emailProblem) : undefined,
    stores: wantsStores && draft.stores.length === 0 ? t('account.people.noStore') : undefined,
  }
}
