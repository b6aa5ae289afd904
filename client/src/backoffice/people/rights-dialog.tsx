import {
  ALL_TILL_RIGHTS,
  discountLimitsOf,
  hasTillRight,
  personFields,
  roleLimitsOf,
  TILL_RIGHTS,
  TILL_ROLES,
  type TillPerson,
  type TillRight,
  withRight,
} from '@evertill/crdt-model'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { formatRate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import type { PersonRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { tillPersonOf } from '../../local/till-person.ts'
import { ChoiceField } from '../../setup/choice-field.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Switch } from '../../ui/switch.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useOffice } from '../office-context.tsx'
import { writeRecords } from '../record-write.ts'
import './rights.css'

/** What somebody may do at the till: a role, and each right given in addition or withheld. */
export function RightsDialog(props: {
  readonly person: PersonRow
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const [rights, setRights] = createSignal<TillPerson>(tillPersonOf(props.person))
  const [busy, setBusy] = createSignal(false)
  const roles = () => TILL_ROLES.map(role => ({ value: role, label: t(`rights.roles.${role}`) }))
  const organisation = createLiveQuery(() => office.database.organisation.toCollection().first())
  const limits = createMemo(() => discountLimitsOf(rights(), roleLimitsOf(organisation())))
  const save = async () => {
    if (busy()) return
    setBusy(true)
    const { name, store, id } = props.person
    const target = { document: `staff/${store}`, log: 'people' } as const
    const done = await writeRecords(office.replica, target, [{ record: id, fields: personFields(rights()) }])
    setBusy(false)
    if (!done) return
    showToast({ text: t('rights.people.saved', { name }) })
    props.onClose()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('rights.people.rightsOf', { name: props.person.name })}
      actions={
        <Button variant="primary" size="till" busy={busy()} onClick={() => void save()}>
          {t('rights.people.save')}
        </Button>
      }
    >
      <div class="office-stack">
        <ChoiceField
          label={t('rights.people.role')}
          description={t('rights.people.roleHint')}
          options={roles()}
          value={rights().role}
          onValue={role => setRights({ role, extraRights: [], withheldRights: [] })}
        />
        <p class="office-muted">
          {t('rights.people.limits', {
            line: formatRate(limits().lineMillionths),
            sale: formatRate(limits().saleMillionths),
            price: formatRate(limits().priceMillionths),
          })}
        </p>
        <ul class="office-rights" aria-label={t('rights.people.rights')}>
          <For each={ALL_TILL_RIGHTS}>
            {right => (
              <li>
                <Switch
                  label={t(`rights.names.${right}`)}
                  checked={hasTillRight(rights(), right)}
                  onChecked={may => setRights(now => withRight(now, right, may))}
                />
                <OwnRight person={rights()} right={right} />
              </li>
            )}
          </For>
        </ul>
      </div>
    </Dialog>
  )
}

/** Says where somebody's right differs from the role's. */
function OwnRight(props: { readonly person: TillPerson; readonly right: TillRight }): JSX.Element {
  const differs = () =>
    hasTillRight(props.person, props.right) !== TILL_RIGHTS[props.right][props.person.role]
  return (
    <Show when={differs()}>
      <Show
        when={hasTillRight(props.person, props.right)}
        fallback={<Badge tone="warning">{t('rights.people.withheld')}</Badge>}
      >
        <Badge tone="positive">{t('rights.people.extra')}</Badge>
      </Show>
    </Show>
  )
}
