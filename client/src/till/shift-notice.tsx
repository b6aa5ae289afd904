import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useTill } from './till-context.tsx'

/** Where cash is taken in a shift only and none is open: says so at the payment, and opens one in place. SPEC Z6. */
export function ShiftNotice(): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const isMissing = () =>
    till.store().shiftRequired === true && till.shift.isOpen() === false && !replica.status().training
  return (
    <Show when={isMissing()}>
      <Notice
        kind="warning"
        title={t('till.shift.needed')}
        actions={
          <Button size="till" onClick={() => till.shift.setSheet('open')}>
            {t('till.shift.open')}
          </Button>
        }
      />
    </Show>
  )
}
