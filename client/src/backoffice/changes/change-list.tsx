import type { HistoryChange } from '@evertill/crdt-model'
import ArrowRight from 'lucide-solid/icons/arrow-right'
import History from 'lucide-solid/icons/rotate-ccw-clock'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import type { ValueContext } from '../field-words.ts'
import { useOffice } from '../office-context.tsx'
import { fieldChanges } from './change-words.ts'

/** An edit that came so much later than it was made was made offline, milliseconds. */
const LATE_MS = 5 * 60_000

/** Changes, the newest first: who, when, which field, from what to what. */
export function ChangeList(props: {
  readonly changes: readonly HistoryChange[]
  readonly context: (change: HistoryChange) => ValueContext
  /** Whether each says which record it is about. */
  readonly named: boolean
  /** What the button of a change says and does. */
  readonly action: (change: HistoryChange) => { readonly label: string; readonly run: () => void } | undefined
}): JSX.Element {
  return (
    <ul class="changes-list">
      <For each={props.changes}>
        {change => (
          <li class="changes-item" data-change={change.id}>
            <div class="changes-item__head">
              <span class="changes-item__who">
                <strong>{change.who || t('office.value.unknown')}</strong>
                <span class="office-muted">
                  <RelativeTime at={change.receivedAt} />
                </span>
                <Show when={change.receivedAt - change.at > LATE_MS}>
                  <span class="office-muted">
                    {t('office.changes.madeOffline')} <RelativeTime at={change.at} />
                  </span>
                </Show>
              </span>
              <Show when={props.action(change)}>{action => <Restore {...action()} />}</Show>
            </div>
            <Show when={props.named}>
              <div class="changes-item__record">
                <span>{change.name || t('office.changes.unnamed')}</span>
                <Show when={badgedLog(change.log)}>
                  {log => <Badge>{t(`office.conflicts.log.${log()}`)}</Badge>}
                </Show>
                <Show when={change.isFirst}>
                  <Badge tone="accent">{t('office.changes.isNew')}</Badge>
                </Show>
              </div>
            </Show>
            <FieldChanges fields={change.fields} context={props.context(change)} />
          </li>
        )}
      </For>
    </ul>
  )
}

function Restore(props: { readonly label: string; readonly run: () => void }): JSX.Element {
  const office = useOffice()
  return (
    <Button
      variant="quiet"
      icon={History}
      unavailable={office.workplace.role !== 'owner' && t('office.changes.onlyOwner')}
      onClick={() => props.run()}
    >
      {props.label}
    </Button>
  )
}

const BADGED_LOGS = [
  'departments',
  'quickPages',
  'promotions',
  'priceLists',
  'organisation',
  'stores',
  'tills',
  'catalogs',
  'taxClasses',
] as const

/** What kind of record it is, where it is not a product. */
function badgedLog(log: string) {
  return BADGED_LOGS.find(each => each === log)
}

/** From what to what, field by field. */
export function FieldChanges(props: {
  readonly fields: HistoryChange['fields']
  readonly context: ValueContext
}): JSX.Element {
  return (
    <dl class="changes-fields">
      <For each={fieldChanges(props.fields, props.context)}>
        {change => (
          <div class="changes-fields__row" data-field={change.field}>
            <dt>{change.name}</dt>
            <dd>
              <Show when={change.from}>
                <del>{change.from}</del>
                <Icon of={ArrowRight} size="small" />
              </Show>
              <ins>{change.to}</ins>
            </dd>
          </div>
        )}
      </For>
    </dl>
  )
}
