import {
  type CustomerId,
  customerFields,
  ID_RANDOM_BYTES,
  makeId,
  validateCustomerField,
} from '@evertill/crdt-model'
import ArrowLeft from 'lucide-solid/icons/arrow-left'
import Check from 'lucide-solid/icons/check'
import { createSignal, type JSX, onMount } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'

export interface NewCustomerFormProps {
  readonly typed: string
  readonly onDone: () => void
  readonly onBack: () => void
}

/** A name and a phone number: stored on this till at once, with or without a connection. */
export function NewCustomerForm(props: NewCustomerFormProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  // Asked once: what was typed in the search before the form was opened.
  const begun = props.typed.trim()
  const isPhone = /^[\d\s+()./-]{4,}$/.test(begun)
  const [name, setName] = createSignal(isPhone ? '' : begun)
  const [phone, setPhone] = createSignal(isPhone ? begun : '')
  const [tried, setTried] = createSignal(false)
  const [saving, setSaving] = createSignal(false)
  let form: HTMLFormElement | undefined
  onMount(() =>
    form?.querySelector<HTMLInputElement>(begun === '' || isPhone ? '[name=name]' : '[name=tel]')?.focus(),
  )
  const nameProblem = () => {
    const problem = validateCustomerField('name', name().trim())
    if (!tried() || problem === null) return undefined
    return problem === 'required' ? t('customers.new.nameMissing') : t('customers.new.tooLong')
  }
  const phoneProblem = () =>
    validateCustomerField('phone', phone().trim()) === null ? undefined : t('customers.new.tooLong')
  const save = async (event: SubmitEvent) => {
    event.preventDefault()
    setTried(true)
    if (nameProblem() !== undefined || phoneProblem() !== undefined || saving()) return
    setSaving(true)
    const id = makeId<CustomerId>(crypto.getRandomValues(new Uint8Array(ID_RANDOM_BYTES)))
    try {
      await replica.send<'writeRecord'>({
        type: 'writeRecord',
        document: 'customers',
        log: 'customers',
        record: id,
        fields: customerFields({ name: name().trim(), phone: phone().trim() }),
      })
      void till.customers.attach({ id, group: null, exemption: null })
      props.onDone()
    } catch {
      setSaving(false)
      showToast({ text: t('customers.new.failed') })
    }
  }
  return (
    <form ref={form} class="customers" noValidate onSubmit={event => void save(event)}>
      <TextField
        label={t('customers.field.name')}
        name="name"
        autocomplete="off"
        value={name()}
        onValue={setName}
        error={nameProblem()}
      />
      <TextField
        label={t('customers.field.phone')}
        description={t('customers.new.phoneHint')}
        name="tel"
        type="tel"
        inputmode="tel"
        autocomplete="off"
        value={phone()}
        onValue={setPhone}
        error={phoneProblem()}
      />
      <Button type="submit" variant="primary" size="large" wide icon={Check} busy={saving()}>
        {t('customers.new.save')}
      </Button>
      <Button size="till" wide variant="quiet" icon={ArrowLeft} onClick={() => props.onBack()}>
        {t('customers.new.back')}
      </Button>
    </form>
  )
}
