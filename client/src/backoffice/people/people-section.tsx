import { type PersonId, personFields, pin as pinSchema, validatePersonField } from '@evertill/crdt-model'
import Archive from 'lucide-solid/icons/archive'
import ArchiveRestore from 'lucide-solid/icons/archive-restore'
import IdCard from 'lucide-solid/icons/id-card'
import KeyRound from 'lucide-solid/icons/key-round'
import Plus from 'lucide-solid/icons/plus'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import Users from 'lucide-solid/icons/users'
import { createMemo, createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import * as v from 'valibot'
import { t } from '../../i18n/translate.ts'
import type { PersonRow, StoreRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import { tillPersonOf } from '../../local/till-person.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Initial } from '../../ui/initial.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Switch } from '../../ui/switch.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { ListState } from '../list-state.tsx'
import { byName, type Office, useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { problemWords } from '../problem-words.ts'
import { newId, writeWithUndo } from '../record-write.ts'
import { SheetForm } from '../sheet-form.tsx'
import { AccountsCard } from './accounts-card.tsx'
import { BadgeDialog } from './badge-dialog.tsx'
import { RightsDialog } from './rights-dialog.tsx'
import { staffOf, writePerson } from './write-person.ts'

/** Who may sign in at the tills, store by store. */
export function PeopleSection(): JSX.Element {
  const office = useOffice()
  const people = createLiveQuery(() => office.database.people.toArray())
  const [withArchived, setWithArchived] = createSignal(false)
  return (
    <section class="office-section">
      <SectionHeader title={t('office.people.title')} intro={t('office.people.intro')} />
      <ForRecords rows={office.stores()}>
        {store => (
          <StorePeople
            store={store()}
            people={people()
              ?.filter(row => row.store === store().id && (withArchived() || !row.archived))
              .sort(byName)}
          />
        )}
      </ForRecords>
      <Switch label={t('office.people.showArchived')} checked={withArchived()} onChecked={setWithArchived} />
      <AccountsCard />
    </section>
  )
}

function StorePeople(props: {
  readonly store: StoreRow
  readonly people: readonly PersonRow[] | undefined
}): JSX.Element {
  const [adding, setAdding] = createSignal(false)
  return (
    <section class="office-group" aria-label={props.store.name} data-store={props.store.id}>
      <div class="office-section__header">
        <h2>{props.store.name}</h2>
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('office.people.new')}
        </Button>
      </div>
      <ListState
        rows={props.people}
        empty={
          <EmptyState
            icon={Users}
            title={t('office.people.emptyTitle', { store: props.store.name })}
            action={
              <Button variant="primary" icon={Plus} onClick={() => setAdding(true)}>
                {t('office.people.new')}
              </Button>
            }
          >
            {t('office.people.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <ForRecords rows={props.people}>{person => <PersonItem person={person()} />}</ForRecords>
        </ul>
      </ListState>
      <Show when={adding()}>
        <PersonDialog store={props.store} person={undefined} onClose={() => setAdding(false)} />
      </Show>
    </section>
  )
}

function PersonItem(props: { readonly person: PersonRow }): JSX.Element {
  const office = useOffice()
  const [settingPin, setSettingPin] = createSignal(false)
  const [givingRights, setGivingRights] = createSignal(false)
  const [givingBadge, setGivingBadge] = createSignal(false)
  const store = createMemo(() => office.stores()?.find(each => each.id === props.person.store))
  const setArchived = (archived: boolean) =>
    void writeWithUndo(office.replica, staffOf(props.person.store), {
      writes: [{ record: props.person.id, fields: personFields({ archived }) }],
      before: [{ record: props.person.id, fields: personFields({ archived: !archived }) }],
      said: archived
        ? t('office.people.wasArchived', { name: props.person.name })
        : t('office.people.wasRestored', { name: props.person.name }),
    })
  return (
    <li
      class="office-row"
      classList={{ 'office-row--archived': props.person.archived }}
      data-person={props.person.id}
    >
      <div class="office-row__main">
        <Initial name={props.person.name} />
        <InlineName
          value={props.person.name}
          label={t('office.people.nameOf', { name: props.person.name })}
          validate={text => validatePersonField('name', text)}
          onSave={name => void writePerson(office, props.person.store, props.person.id, { name })}
        />
      </div>
      <PersonBadge person={props.person} />
      <div class="office-row__actions">
        <Button icon={ShieldCheck} onClick={() => setGivingRights(true)}>
          {t(`rights.roles.${tillPersonOf(props.person).role}`)}
        </Button>
        <Button icon={KeyRound} onClick={() => setSettingPin(true)}>
          {props.person.pin === null ? t('office.people.setPin') : t('office.people.resetPin')}
        </Button>
        <Button icon={IdCard} onClick={() => setGivingBadge(true)}>
          {t(props.person.badge ? 'office.people.badge.change' : 'office.people.badge.give')}
        </Button>
        <Button
          icon={props.person.archived ? ArchiveRestore : Archive}
          onClick={() => setArchived(!props.person.archived)}
        >
          {props.person.archived ? t('office.people.restore') : t('office.people.archive')}
        </Button>
      </div>
      <FieldConflicts log="people" record={props.person.id} />
      <Show when={givingRights()}>
        <RightsDialog person={props.person} onClose={() => setGivingRights(false)} />
      </Show>
      <Show when={givingBadge()}>
        <BadgeDialog person={props.person} onClose={() => setGivingBadge(false)} />
      </Show>
      <Show when={settingPin() && store()}>
        {shown => <PersonDialog store={shown()} person={props.person} onClose={() => setSettingPin(false)} />}
      </Show>
    </li>
  )
}

function PersonBadge(props: { readonly person: PersonRow }): JSX.Element {
  return (
    <Show when={!props.person.archived} fallback={<Badge>{t('office.people.archived')}</Badge>}>
      <Show when={props.person.pin} fallback={<Badge tone="warning">{t('office.people.noPin')}</Badge>}>
        <Badge tone="positive">{t('office.people.hasPin')}</Badge>
      </Show>
    </Show>
  )
}

/** A new person with a PIN, or a new PIN for somebody. The PIN itself is stored nowhere. */
function PersonDialog(props: {
  readonly store: StoreRow
  readonly person: PersonRow | undefined
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const formId = createUniqueId()
  const [name, setName] = createSignal('')
  const [pin, setPin] = createSignal('')
  const [problems, setProblems] = createSignal<{ name?: string; pin?: string }>({})
  const [busy, setBusy] = createSignal(false)
  const person = props.person

  const save = async () => {
    const nameProblem = person === undefined ? validatePersonField('name', name().trim()) : null
    const goodPin = v.is(pinSchema, pin())
    setProblems({
      ...(nameProblem === null ? {} : { name: problemWords(nameProblem) }),
      ...(goodPin ? {} : { pin: problemWords('not-a-pin') }),
    })
    if (nameProblem !== null || !goodPin || busy()) return
    setBusy(true)
    const done = await savePin(office, props.store, person, name().trim(), pin())
    setBusy(false)
    if (done) props.onClose()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={person === undefined ? t('office.people.new') : t('office.people.pinFor', { name: person.name })}
      actions={
        <Button variant="primary" size="till" type="submit" form={formId} busy={busy()}>
          {person === undefined ? t('office.people.add') : t('office.people.savePin')}
        </Button>
      }
    >
      <SheetForm id={formId} onSend={save}>
        <Show when={person === undefined}>
          <TextField
            label={t('office.people.name')}
            value={name()}
            onValue={setName}
            error={problems().name}
            name="name"
            autocomplete="off"
            autofocus
          />
        </Show>
        <TextField
          label={t('office.people.pin')}
          description={t('office.people.pinHint')}
          value={pin()}
          onValue={setPin}
          error={problems().pin}
          name="pin"
          inputmode="numeric"
          autocomplete="off"
          maxlength={8}
          autofocus={person !== undefined}
        />
      </SheetForm>
    </Dialog>
  )
}

async function savePin(
  office: Office,
  store: StoreRow,
  person: PersonRow | undefined,
  name: string,
  pin: string,
): Promise<boolean> {
  const verifier = await office.replica.send<'makePinVerifier'>({ type: 'makePinVerifier', pin })
  const done =
    person === undefined
      ? await writePerson(office, store.id, newId<PersonId>(), { name, archived: false, pin: verifier })
      : await writePerson(office, store.id, person.id, { pin: verifier })
  if (done) {
    showToast({
      text:
        person === undefined
          ? t('office.people.added', { name })
          : t('office.people.pinSaved', { name: person.name }),
    })
  }
  return done
}
