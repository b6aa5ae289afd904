import { needsShift, type Tender } from '@evertill/crdt-model'
import { type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { useTill } from './till-context.tsx'

export interface ShiftNoticeProps {
  /** What is paid back: nothing is said where none of it is cash. Left out where money is taken, in whatever way. */
  readonly tenders?: readonly Tender[] | undefined
}

/** Where cash moves in a shift only and none is open: says so where money moves, and opens one in place. SPEC Z6. */
export function ShiftNotice(props: ShiftNoticeProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const isMissing = () =>
    till.store().shiftRequired === true &&
    till.shift.isOpen() === false &&
    !replica.status().training &&
    (props.tenders === undefined || needsShift(props.tenders))
  return (
    <Show when={isMissing()}>
      <Notice
        kind="warning"
        title={t(props.tenders === undefined ? 'till.shift.needed' : 'till.shift.neededBack')}
        actions={
          <Button size="till" onClick={() => till.shift.setSheet('open')}>
            {t('till.shift.open')}
          </Button>
        }
      />
    </Show>
  )
}
