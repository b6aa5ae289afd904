import { type FieldVersion, NO_CURRENCY, type PictureHash, parsePictureHash } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatDate, formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { ConflictRow } from '../../local/database.ts'
import { Initial } from '../../ui/initial.tsx'
import { Picture } from '../../ui/picture.tsx'
import { now } from '../../ui/relative-time.tsx'
import { showToast } from '../../ui/toast.tsx'
import { productNameOf, settingContextOf, valueContextOf } from '../changes/change-words.ts'
import { customerCurrency } from '../customers/customer-target.ts'
import { fieldWords, type ValueContext, valueWords } from '../field-words.ts'
import { type Office, useOffice } from '../office-context.tsx'
import { writeRecords } from '../record-write.ts'
import './conflict-chips.css'

/** All values a field has at the moment, each with who wrote it and when. One tap settles the conflict. */
export function ConflictChips(props: { readonly conflict: ConflictRow }): JSX.Element {
  const office = useOffice()
  const context = () => contextOf(office, props.conflict)
  return (
    <fieldset class="conflict-chips" aria-label={t('office.conflicts.inCell')}>
      <For each={props.conflict.versions}>
        {(version, index) => (
          <button
            type="button"
            class="conflict-chip"
            disabled={!office.mayEdit(props.conflict.document)}
            title={formatDate(version.at * 1000, 'exact')}
            aria-label={t('office.conflicts.pick', {
              value: valueWords(props.conflict.field, version.value, context()),
              who: version.who,
            })}
            onClick={event => {
              event.stopPropagation()
              void settle(office, props.conflict, version)
            }}
          >
            <Show when={pictureIn(props.conflict, version)}>
              {picture => (
                <span class="conflict-chip__picture">
                  <Picture picture={picture()}>{null}</Picture>
                </span>
              )}
            </Show>
            <strong class="conflict-chip__value tabular">
              {valueWords(props.conflict.field, version.value, context())}
            </strong>
            <span class="conflict-chip__who">
              <Initial name={version.who} size="small" />
              {t('office.conflicts.by', {
                who: version.who,
                when: formatRelativeTime(version.at * 1000, Math.max(now(), version.at * 1000)),
              })}
            </span>
            {/* The fold puts first what tills use until somebody settles it. */}
            <Show when={index() === 0}>
              <span class="conflict-chip__pick">{t('office.conflicts.usedNow')}</span>
            </Show>
          </button>
        )}
      </For>
    </fieldset>
  )
}

function pictureIn({ field }: ConflictRow, { value }: FieldVersion): PictureHash | undefined {
  return field === 'picture' && typeof value === 'string' ? parsePictureHash(value) : undefined
}

/** Settling is a plain write: it replaces every value that this device can see. */
async function settle(office: Office, conflict: ConflictRow, version: FieldVersion): Promise<void> {
  const target = { document: conflict.document, log: conflict.log }
  const done = await writeRecords(office.replica, target, [
    { record: conflict.record, fields: { [conflict.field]: version.value } },
  ])
  if (!done) return
  showToast({
    text: t('office.conflicts.settled', {
      field: fieldWords(conflict.field, id => productNameOf(office, id)),
      title: conflict.title,
    }),
  })
}

function contextOf(office: Office, conflict: ConflictRow): ValueContext {
  const [kind, id] = conflict.document.split('/')
  const catalog = kind === 'catalog' ? office.catalogs()?.find(each => each.id === id) : office.catalog()
  if (kind === 'customers') return valueContextOf(office, customerCurrency(office))
  if (kind === 'settings') return settingContextOf(office, conflict.log, conflict.record)
  return valueContextOf(office, catalog?.currency ?? NO_CURRENCY)
}
