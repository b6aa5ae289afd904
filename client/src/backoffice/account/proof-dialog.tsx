import type { ProvenRequest } from '@evertill/crdt-model'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import type { ApiResult } from '../../api/api-client.ts'
import { t } from '../../i18n/translate.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { SheetForm } from '../sheet-form.tsx'

/** Asks for both steps again before something that decides how the account is signed in to. */
export function ProofDialog<Value>(props: {
  readonly title: string
  readonly text: string
  readonly action: string
  readonly critical?: boolean
  readonly ask: (proof: ProvenRequest) => Promise<ApiResult<Value>>
  readonly onClose: () => void
  readonly onDone: (value: Value) => void
}): JSX.Element {
  const formId = createUniqueId()
  const [password, setPassword] = createSignal('')
  const [code, setCode] = createSignal('')
  const [problems, setProblems] = createSignal<{ password?: string; code?: string }>({})
  const [failure, setFailure] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)

  const submit = async () => {
    const required = t('setup.field.required')
    const found = {
      ...(password() === '' ? { password: required } : {}),
      ...(code().trim() === '' ? { code: required } : {}),
    }
    setProblems(found)
    setFailure(undefined)
    if (Object.keys(found).length > 0 || busy()) return
    setBusy(true)
    const answer = await props.ask({ password: password(), code: code() })
    setBusy(false)
    if (answer.ok) props.onDone(answer.value)
    else if (answer.code === 'wrong-credentials') setProblems({ password: t('account.password.wrong') })
    else if (answer.code === 'wrong-code') setProblems({ code: t('setup.failure.wrongCode') })
    else setFailure(failureWords(answer))
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={props.title}
      actions={
        <Button
          variant={props.critical === true ? 'critical' : 'primary'}
          size="till"
          type="submit"
          form={formId}
          busy={busy()}
        >
          {props.action}
        </Button>
      }
    >
      <SheetForm id={formId} onSend={submit}>
        <p>{props.text}</p>
        <TextField
          label={t('account.secondStep.password')}
          value={password()}
          onValue={setPassword}
          error={problems().password}
          name="password"
          type="password"
          autocomplete="current-password"
          autofocus
        />
        <TextField
          label={t('account.secondStep.anyCode')}
          value={code()}
          onValue={setCode}
          error={problems().code}
          name="code"
          autocomplete="one-time-code"
        />
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </SheetForm>
    </Dialog>
  )
}
