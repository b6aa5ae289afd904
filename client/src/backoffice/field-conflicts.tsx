import type { RecordLog } from '@evertill/crdt-model'
import { For, type JSX } from 'solid-js'
import { productNameOf } from './changes/change-words.ts'
import { ConflictChips } from './conflicts/conflict-chips.tsx'
import { fieldWords } from './field-words.ts'
import { useOffice } from './office-context.tsx'

/** The open conflicts of one record, below its row. */
export function FieldConflicts(props: { readonly log: RecordLog; readonly record: string }): JSX.Element {
  const office = useOffice()
  const found = () =>
    office.conflicts()?.filter(each => each.log === props.log && each.record === props.record)
  return (
    <For each={found()}>
      {conflict => (
        <div class="office-row__conflict">
          <span class="office-muted">{fieldWords(conflict.field, id => productNameOf(office, id))}</span>
          <ConflictChips conflict={conflict} />
        </div>
      )}
    </For>
  )
}
