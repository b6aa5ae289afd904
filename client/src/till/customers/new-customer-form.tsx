import {
  type CustomerId,
  customerFields,
  ID_RANDOM_BYTES,
  makeId,
  type SpokenLanguage,
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
import { LanguageChips } from '../language-chips.tsx'
import { useTill } from '../till-context.tsx'

export interface NewCustomerFormProps {
  readonly typed: string
  readonly onDone: () => void
  readonly onBack: () => void
}

/** A name, a phone number, and what receipts are to be in: stored on this till at once, with or without a connection. */
export function NewCustomerForm(props: NewCustomerFormProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  // Asked once: what was typed in the search before the form was opened.
  const begun = props.typed.trim()
  const isPhone = /^[\d\s+()./-]{4,}$/.test(begun)
  const [name, setName] = createSignal(isPhone ? '' : begun)
  const [phone, setPhone] = createSignal(isPhone ? begun : '')
  const [language, setLanguage] = createSignal<SpokenLanguage | null>(null)
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
    const spoken = language()
    try {
      await replica.send<'writeRecord'>({
        type: 'writeRecord',
        document: 'customers',
        log: 'customers',
        record: id,
        fields: customerFields({
          name: name().trim(),
          phone: phone().trim(),
          ...(spoken && { language: spoken }),
        }),
      })
      void till.customers.attach({ id, group: null, exemption: null, language: spoken })
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
      <LanguageChips
        label={t('customers.field.language')}
        value={language()}
        onValue={setLanguage}
        none={{ label: t('customers.new.usualLanguage'), onSelect: () => setLanguage(null) }}
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
