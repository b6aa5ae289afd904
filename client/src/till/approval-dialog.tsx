import { hasTillRight } from '@evertill/crdt-model'
import { createMemo, createSignal, type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { PersonRow } from '../local/database.ts'
import { createLiveQuery } from '../local/live-query.ts'
import { tillPersonOf } from '../local/till-person.ts'
import { useLocalDatabase } from '../local/use-database.ts'
import { Dialog } from '../ui/modal.tsx'
import { Notice } from '../ui/notice.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import type { ApprovalRequest } from './create-approval.ts'
import { createBadgeScan } from './create-badge-scan.ts'
import { PeopleTiles } from './people-tiles.tsx'
import { PinPad } from './pin-pad.tsx'
import { useTill } from './till-context.tsx'
import './approval.css'

/** Somebody with the right allows it on the spot, with their PIN. Both names go into the journal. */
export function ApprovalDialog(props: { readonly request: ApprovalRequest }): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const people = createLiveQuery(async () => {
    const { right } = props.request
    const rows = await database.people.where('store').equals(till.workplace.store).toArray()
    return rows.filter(row => !row.archived && row.pin !== null && hasTillRight(tillPersonOf(row), right))
  })
  const sorted = createMemo(() => people()?.toSorted((a, b) => a.name.localeCompare(b.name)))
  const [chosen, setChosen] = createSignal<PersonRow | null>(null)
  const [notEnough, setNotEnough] = createSignal<string | null>(null)
  const isEnough = (person: PersonRow) => {
    const refusal = till.approval.tooLow(person)
    const most = refusal?.code === 'discount-above-limit' ? formatMoney(refusal.most, till.currency()) : null
    setNotEnough(most && t('rights.approval.notEnough', { name: person.name, most }))
    return refusal === undefined
  }
  const choose = (person: PersonRow) => {
    if (isEnough(person)) setChosen(person)
  }
  const badgeProblem = createBadgeScan({
    accept: isEnough,
    onPerson: setChosen,
    onBadge: till.approval.giveByBadge,
  })
  return (
    <Dialog open onClose={till.approval.refuse} title={t('rights.approval.title')}>
      <div class="till-approval">
        <p class="till-approval__what">
          <strong>{t(`rights.names.${props.request.right}`)}</strong>
          <span>{t('rights.approval.explain')}</span>
        </p>
        <Show when={notEnough()}>{words => <Notice kind="warning" title={words()} />}</Show>
        <p class="till-sign-in__problem" role="alert">
          {badgeProblem()}
        </p>
        <Show
          when={chosen()}
          keyed
          fallback={
            <Show when={sorted()} fallback={<Skeleton shape="tile" count={2} />}>
              {rows => (
                <Show when={rows().length > 0} fallback={<p>{t('rights.approval.nobody')}</p>}>
                  <PeopleTiles people={rows()} onChoose={choose} />
                </Show>
              )}
            </Show>
          }
        >
          {person => (
            <PinPad
              person={person}
              action={t('rights.approval.allow')}
              onPin={pin => till.approval.give(person.id, pin)}
              onBack={() => setChosen(null)}
            />
          )}
        </Show>
      </div>
    </Dialog>
  )
}
