import type { RecordLog } from '@evertill/crdt-model'
import CircleCheck from 'lucide-solid/icons/circle-check'
import { createMemo, For, type JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { ConflictRow } from '../../local/database.ts'
import { Badge } from '../../ui/badge.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { productNameOf } from '../changes/change-words.ts'
import { fieldWords } from '../field-words.ts'
import { ListState } from '../list-state.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { ConflictChips } from './conflict-chips.tsx'

/** Every open conflict of the shop, the newest first, each to be settled by one tap. */
export function ConflictsSection(): JSX.Element {
  const office = useOffice()
  const rows = createMemo(() =>
    office.conflicts()?.toSorted((a, b) => newest(b) - newest(a) || compare(a.key, b.key)),
  )
  return (
    <section class="office-section">
      <SectionHeader title={t('office.conflicts.title')} intro={t('office.conflicts.intro')} />
      <ListState
        rows={rows()}
        empty={
          <EmptyState icon={CircleCheck} title={t('office.conflicts.emptyTitle')}>
            {t('office.conflicts.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-cards">
          <For each={rows()}>
            {conflict => (
              <li class="office-card" data-conflict={conflict.key}>
                <div class="office-card__title">
                  <strong>{conflict.title}</strong>
                  <Badge>{logWords(conflict.log)}</Badge>
                </div>
                <div class="office-muted">{fieldWords(conflict.field, id => productNameOf(office, id))}</div>
                <ConflictChips conflict={conflict} />
              </li>
            )}
          </For>
        </ul>
      </ListState>
    </section>
  )
}

function logWords(log: RecordLog): string {
  return t(`office.conflicts.log.${log}`)
}

function newest(conflict: ConflictRow): number {
  return Math.max(...conflict.versions.map(version => version.at))
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
