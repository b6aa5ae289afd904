import { type TillHealth, type TillId, tillFields, validateTillField } from '@evertill/crdt-model'
import { useNavigate } from '@solidjs/router'
import MonitorSmartphone from 'lucide-solid/icons/monitor-smartphone'
import Plus from 'lucide-solid/icons/plus'
import QrCodeIcon from 'lucide-solid/icons/qr-code'
import ShieldOff from 'lucide-solid/icons/shield-off'
import Store from 'lucide-solid/icons/store'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { revokeDevice } from '../../api/relay-api.ts'
import { t } from '../../i18n/translate.ts'
import type { StoreRow, TillRow } from '../../local/database.ts'
import { readTillWorkplace } from '../../local/enrolled.ts'
import { becomeTillDirectly } from '../../setup/become-till.ts'
import { failureWords } from '../../setup/failure-words.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ForRecords } from '../../ui/for-records.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { RelativeTime } from '../../ui/relative-time.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { FieldConflicts } from '../field-conflicts.tsx'
import { InlineName } from '../inline-name.tsx'
import { ListState } from '../list-state.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { problemWords } from '../problem-words.ts'
import { newId, type WriteTarget, writeRecords } from '../record-write.ts'
import { CodeDialog } from './code-dialog.tsx'
import { createTillsHealth } from './create-tills-health.ts'

const TILLS: WriteTarget = { document: 'settings', log: 'tills' }

/** The tills of each store, and the tablets that are them. */
export function TillsSection(): JSX.Element {
  const office = useOffice()
  const health = createTillsHealth()
  const healthOf = (till: string) => health.reply()?.tills.find(each => each.till === till)
  return (
    <section class="office-section">
      <SectionHeader title={t('office.tills.title')} intro={t('office.tills.intro')} />
      <Show when={health.state().kind === 'offline'}>
        <Notice kind="offline" title={t('office.tills.deviceOffline')} />
      </Show>
      <ForRecords rows={office.stores()}>
        {store => (
          <StoreTills
            store={store()}
            tills={office.tills()?.filter(till => till.store === store().id)}
            healthOf={healthOf}
          />
        )}
      </ForRecords>
    </section>
  )
}

function StoreTills(props: {
  readonly store: StoreRow
  readonly tills: readonly TillRow[] | undefined
  readonly healthOf: (till: string) => TillHealth | undefined
}): JSX.Element {
  const office = useOffice()
  const [name, setName] = createSignal<string | null>(null)
  const [problem, setProblem] = createSignal<string>()
  const add = async (event: SubmitEvent) => {
    event.preventDefault()
    const typed = (name() ?? '').trim()
    const found = validateTillField('name', typed)
    if (found !== null) {
      setProblem(problemWords(found))
      return
    }
    const fields = tillFields({ name: typed, store: props.store.id })
    if (await writeRecords(office.replica, TILLS, [{ record: newId<TillId>(), fields }])) setName(null)
  }
  return (
    <section class="office-group" aria-label={props.store.name} data-store={props.store.id}>
      <div class="office-section__header">
        <h2>{props.store.name}</h2>
        <Button
          icon={Plus}
          unavailable={!office.mayEdit(TILLS.document) && t('office.tills.onlyAllStores')}
          onClick={() => setName(name() === null ? '' : null)}
        >
          {t('office.tills.new')}
        </Button>
      </div>
      <Show when={name() !== null}>
        <form class="office-form" noValidate onSubmit={event => void add(event)}>
          <TextField
            label={t('office.tills.newName')}
            value={name() ?? ''}
            onValue={value => {
              setName(value)
              setProblem(undefined)
            }}
            error={problem()}
            name="till"
            autocomplete="off"
            autofocus
          />
          <Button type="submit" variant="primary">
            {t('office.tills.add')}
          </Button>
        </form>
      </Show>
      <ListState
        rows={props.tills}
        empty={
          <EmptyState icon={MonitorSmartphone} title={t('office.tills.emptyTitle')}>
            {t('office.tills.emptyText')}
          </EmptyState>
        }
      >
        <ul class="office-rows">
          <ForRecords rows={props.tills}>
            {till => <TillItem till={till()} health={props.healthOf(till().id)} />}
          </ForRecords>
        </ul>
      </ListState>
    </section>
  )
}

function TillItem(props: { readonly till: TillRow; readonly health: TillHealth | undefined }): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const [showingCode, setShowingCode] = createSignal(false)
  const [revoking, setRevoking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const device = () => (props.health?.device?.revoked === false ? props.health.device : undefined)
  const rename = (name: string) =>
    void writeRecords(office.replica, TILLS, [{ record: props.till.id, fields: tillFields({ name }) }])
  const useHere = async () => {
    setBusy(true)
    const result = await becomeTillDirectly(props.till.id)
    setBusy(false)
    if (result.ok) navigate('/till')
    else
      showToast({ text: result.code === 'not-found' ? t('office.tills.needsServer') : failureWords(result) })
  }
  return (
    <li class="office-row" data-till={props.till.id}>
      <div class="office-row__main">
        <Show when={office.mayEdit(TILLS.document)} fallback={<strong>{props.till.name}</strong>}>
          <InlineName
            value={props.till.name}
            label={t('office.tills.nameOf', { name: props.till.name })}
            validate={text => validateTillField('name', text)}
            onSave={rename}
          />
        </Show>
      </div>
      <DeviceState health={props.health} />
      <div class="office-row__actions">
        <Button icon={QrCodeIcon} onClick={() => setShowingCode(true)}>
          {t('office.tills.makeCode')}
        </Button>
        <Show when={readTillWorkplace() === null && device() === undefined}>
          <Button icon={Store} busy={busy()} onClick={() => void useHere()}>
            {busy() ? t('office.tills.useHereBusy') : t('office.tills.useHere')}
          </Button>
        </Show>
        <Show when={device()}>
          <Button variant="quiet" icon={ShieldOff} onClick={() => setRevoking(true)}>
            {t('office.tills.revoke')}
          </Button>
        </Show>
      </div>
      <FieldConflicts log="tills" record={props.till.id} />
      <Show when={showingCode()}>
        <CodeDialog
          till={props.till.id}
          tillName={props.till.name}
          replaces={device()?.name}
          onClose={() => setShowingCode(false)}
        />
      </Show>
      <Show when={revoking() && device()}>
        {shown => <RevokeDialog device={shown()} onClose={() => setRevoking(false)} />}
      </Show>
    </li>
  )
}

function DeviceState(props: { readonly health: TillHealth | undefined }): JSX.Element {
  const device = () => props.health?.device
  return (
    <span class="till-device">
      <Switch>
        <Match when={props.health === undefined}>{null}</Match>
        <Match when={device() === null}>
          <Badge>{t('office.tills.noDevice')}</Badge>
        </Match>
        <Match when={device()?.revoked}>
          <Badge tone="critical">{t('office.tills.shutOut')}</Badge>
        </Match>
        <Match when={device()}>
          {shown => (
            <>
              <Show
                when={shown().online}
                fallback={
                  <span class="office-muted">
                    <Show when={shown().lastSeenAt} fallback={t('office.tills.neverSeen')}>
                      {at => (
                        <>
                          {t('office.tills.lastSeen')} <RelativeTime at={at()} />
                        </>
                      )}
                    </Show>
                  </span>
                }
              >
                <Badge tone="positive">{t('office.tills.online')}</Badge>
              </Show>
              <span class="office-muted">{shown().name}</span>
            </>
          )}
        </Match>
      </Switch>
    </span>
  )
}

function RevokeDialog(props: {
  readonly device: NonNullable<TillHealth['device']>
  readonly onClose: () => void
}): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<string>()
  const unsynced = () => props.device.report?.unsyncedSales ?? 0
  const revoke = async () => {
    setBusy(true)
    const answer = await revokeDevice(props.device.id)
    setBusy(false)
    if (!answer.ok) {
      setFailure(failureWords(answer))
      return
    }
    showToast({ text: t('office.tills.revoked') })
    props.onClose()
  }
  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.tills.revokeTitle', { device: props.device.name })}
      actions={
        <>
          <Button size="till" onClick={() => props.onClose()}>
            {t('ui.action.cancel')}
          </Button>
          <Button variant="critical" size="till" busy={busy()} onClick={() => void revoke()}>
            {t('office.tills.revoke')}
          </Button>
        </>
      }
    >
      <div class="office-stack">
        <p>{t('office.tills.revokeText')}</p>
        <Show when={unsynced() > 0}>
          <Notice kind="warning" title={t('office.tills.revokeUnsynced', { count: unsynced() })} />
        </Show>
        <Show when={failure()}>{words => <Notice kind="error" title={words()} />}</Show>
      </div>
    </Dialog>
  )
}
