import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { useOffice } from '../office-context.tsx'
import { type WriteTarget, writeRecords } from '../record-write.ts'

/** Takes a promotion or price list out of use, and back into it, for whoever may write its catalog. */
export function ArchiveOffer(props: {
  readonly target: WriteTarget
  readonly offer: { readonly id: string; readonly archived: boolean }
}): JSX.Element {
  const office = useOffice()
  const change = () =>
    void writeRecords(office.replica, props.target, [
      { record: props.offer.id, fields: { archived: !props.offer.archived } },
    ])
  return (
    <Show when={office.mayEdit(props.target.document)}>
      <div class="office-row__actions">
        <Button icon={props.offer.archived ? ArchiveRestore : Archive} onClick={change}>
          {props.offer.archived ? t('promotions.restore') : t('promotions.archive')}
        </Button>
      </div>
    </Show>
  )
}
