import { type CustomerExemption, parseBusinessDay, validateCustomerField } from '@evertill/crdt-model'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Switch } from '../../ui/switch.tsx'
import { createOwnEdit } from '../settings/create-own-edit.ts'
import { SavedText } from '../settings/saved-text.tsx'

/** Why a customer is not taxed: stored as a whole, once there is a reason. */
export function ExemptionFields(props: {
  readonly exemption: CustomerExemption | null
  readonly onExemption: (exemption: CustomerExemption | null) => void
}): JSX.Element {
  const [exemption, noteEdit] = createOwnEdit(() => props.exemption)
  // Switched on, and without a reason yet: nothing to store.
  const [begun, setBegun] = createSignal(false)
  const isOn = () => exemption() !== null || begun()
  const now = (): CustomerExemption => exemption() ?? { reason: '', certificate: '' }
  const save = (next: CustomerExemption): string | null => {
    if (next.reason.trim() === '') return t('customers.import.reason.exemption-without-reason')
    const { taxes, until, reason, certificate } = next
    const value = { reason, certificate, ...(taxes ? { taxes } : {}), ...(until ? { until } : {}) }
    if (validateCustomerField('exemption', value) !== null) return t('customers.new.tooLong')
    noteEdit(next)
    props.onExemption(next)
    return null
  }
  const toggle = (on: boolean) => {
    setBegun(on)
    if (on || exemption() === null) return
    noteEdit(null)
    props.onExemption(null)
  }
  return (
    <div class="office-group">
      <Switch label={t('customers.office.exemptOn')} checked={isOn()} onChecked={toggle} />
      <Show when={isOn()}>
        <div class="office-customers__exemption">
          <SavedText
            label={t('customers.office.exemptReason')}
            description={t('customers.office.exemptReasonHint')}
            stored={now().reason}
            onSave={reason => save({ ...now(), reason: reason.trim() })}
          />
          <Show when={now().reason !== ''}>
            <SavedText
              label={t('customers.office.exemptCertificate')}
              stored={now().certificate}
              onSave={certificate => save({ ...now(), certificate: certificate.trim() })}
            />
            <SavedText
              label={t('customers.office.exemptTaxes')}
              description={t('customers.office.exemptTaxesHint')}
              stored={(now().taxes ?? []).join(', ')}
              onSave={text => save(withTaxes(now(), text))}
            />
            <SavedText
              label={t('customers.office.exemptUntil')}
              description={t('customers.office.exemptUntilHint')}
              stored={now().until ?? ''}
              onSave={text => saveUntil(now(), text.trim(), save)}
            />
          </Show>
        </div>
      </Show>
    </div>
  )
}

function withTaxes({ taxes: _, ...others }: CustomerExemption, text: string): CustomerExemption {
  const taxes = text
    .split(',')
    .map(each => each.trim())
    .filter(each => each !== '')
  return taxes.length > 0 ? { ...others, taxes } : others
}

function saveUntil(
  { until: _, ...others }: CustomerExemption,
  text: string,
  save: (next: CustomerExemption) => string | null,
): string | null {
  if (text === '') return save(others)
  const until = parseBusinessDay(text)
  if (until === undefined || validateCustomerField('exemption', { ...plain(others), until }) !== null)
    return t('customers.import.reason.not-a-day', { value: text })
  return save({ ...others, until })
}

function plain({ reason, certificate }: CustomerExemption): { reason: string; certificate: string } {
  return { reason, certificate }
}
