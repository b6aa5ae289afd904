import { type CustomerId, forgottenFields } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useOffice } from '../office-context.tsx'
import { writeRecords } from '../record-write.ts'
import { CUSTOMERS } from './customer-target.ts'

/** Asks before a customer is forgotten, and says what is erased and what stays. SPEC C9. */
export function ForgetDialog(props: {
  readonly id: CustomerId
  readonly name: string
  readonly onClose: () => void
  readonly onForgotten: () => void
}): JSX.Element {
  const office = useOffice()
  const forget = async () => {
    if (!(await writeRecords(office.replica, CUSTOMERS, [{ record: props.id, fields: forgottenFields() }])))
      return
    showToast({ text: t('customers.office.forgotten') })
    props.onForgotten()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('customers.office.forgetTitle', { name: props.name })}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('customers.office.cancel')}
          </Button>
          <Button variant="critical" size="till" onClick={() => void forget()}>
            {t('customers.office.forgetConfirm')}
          </Button>
        </>
      }
    >
      <div class="office-stack">
        <p>{t('customers.office.forgetText')}</p>
        <p class="office-muted">{t('customers.office.forgetKept')}</p>
      </div>
    </Dialog>
  )
}
