import { LONGEST_PARKED_LABEL } from '@evertill/crdt-model'
import CirclePause from 'lucide-solid/icons/circle-pause'
import { createSignal, createUniqueId, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'

/** Parks the sale under a name: a table, a locker, whoever went to fetch their purse. */
export function ParkNameSheet(): JSX.Element {
  const till = useTill()
  const formId = createUniqueId()
  const [name, setName] = createSignal('')
  const close = () => till.parked.setSheet(null)
  const park = (event: SubmitEvent) => {
    event.preventDefault()
    till.sales.park(name().trim())
    showToast({ text: t('till.cart.parkedToast') })
    close()
  }
  return (
    <Sheet
      open
      onClose={close}
      title={t('parked.name.title')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till" icon={CirclePause}>
          {t('till.cart.park')}
        </Button>
      }
    >
      <form id={formId} noValidate onSubmit={park}>
        <TextField
          label={t('parked.name.label')}
          description={t('parked.name.hint')}
          value={name()}
          onValue={setName}
          name="parked-name"
          autocomplete="off"
          maxLength={LONGEST_PARKED_LABEL}
          autofocus
        />
      </form>
    </Sheet>
  )
}
