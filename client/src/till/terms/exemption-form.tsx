import type { TaxExemption } from '@evertill/crdt-model'
import { createSignal, type JSX, onMount, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/text-field.tsx'
import './terms.css'

export interface ExemptionFormProps {
  readonly exemption: TaxExemption | undefined
  readonly onExemption: (exemption: TaxExemption | null) => void
  readonly onDone: () => void
}

/** Why the sale is free of tax, and the certificate that was shown. */
export function ExemptionForm(props: ExemptionFormProps): JSX.Element {
  const [reason, setReason] = createSignal(props.exemption?.reason ?? '')
  const [certificate, setCertificate] = createSignal(props.exemption?.certificate ?? '')
  const [missing, setMissing] = createSignal(false)
  let form: HTMLFormElement | undefined
  onMount(() => form?.querySelector('input')?.focus())
  const save = () => {
    if (reason().trim() === '') {
      setMissing(true)
      return
    }
    props.onExemption({ reason: reason().trim(), certificate: certificate().trim() })
    props.onDone()
  }
  return (
    <form
      class="till-terms__pad"
      ref={form}
      noValidate
      onSubmit={event => {
        event.preventDefault()
        save()
      }}
      onKeyDown={event => event.key === 'Escape' && props.onDone()}
    >
      <TextField
        label={t('terms.exemption.reason')}
        description={t('terms.exemption.reasonHint')}
        value={reason()}
        onValue={setReason}
        error={missing() && reason().trim() === '' && t('terms.exemption.reasonMissing')}
        maxlength={40}
        autocomplete="off"
      />
      <TextField
        label={t('terms.exemption.certificate')}
        value={certificate()}
        onValue={setCertificate}
        maxlength={40}
        autocomplete="off"
      />
      <div class="till-terms__actions">
        <Show when={props.exemption}>
          <Button
            size="till"
            onClick={() => {
              props.onExemption(null)
              props.onDone()
            }}
          >
            {t('terms.exemption.none')}
          </Button>
        </Show>
        <Button type="submit" variant="primary" size="till">
          {t('terms.exemption.save')}
        </Button>
      </div>
    </form>
  )
}
