import { BADGE_RANDOM_BYTES, type BadgeCode, makeBadgeCode } from '@evertill/crdt-model'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { PersonRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useOffice } from '../office-context.tsx'
import { writePerson } from './write-person.ts'
import './badge-dialog.css'

/** A new badge for somebody, shown once to be printed, or none any more. The badge itself is stored nowhere. SPEC P2. */
export function BadgeDialog(props: {
  readonly person: PersonRow
  readonly onClose: () => void
}): JSX.Element {
  const office = useOffice()
  const [made, setMade] = createSignal<BadgeCode | null>(null)
  const [busy, setBusy] = createSignal(false)
  const [failed, setFailed] = createSignal(false)
  const has = () => (props.person.badge ?? null) !== null

  async function carryOut(work: () => Promise<boolean>): Promise<void> {
    if (busy()) return
    setBusy(true)
    setFailed(false)
    setFailed(!(await work().catch(() => false)))
    setBusy(false)
  }
  const make = () =>
    carryOut(async () => {
      const { id, store } = props.person
      const code = makeBadgeCode(crypto.getRandomValues(new Uint8Array(BADGE_RANDOM_BYTES)))
      const badge = await office.replica.send<'makeBadgeVerifier'>({ type: 'makeBadgeVerifier', code, store })
      // Shown only once it is good at the tills that hear of it.
      const done = await writePerson(office, store, id, { badge })
      if (done) setMade(code)
      return done
    })
  const takeAway = () =>
    carryOut(async () => {
      const done = await writePerson(office, props.person.store, props.person.id, { badge: null })
      if (done) {
        showToast({ text: t('office.people.badge.taken', { name: props.person.name }) })
        props.onClose()
      }
      return done
    })

  return (
    <Dialog
      open
      onClose={props.onClose}
      title={t('office.people.badge.title', { name: props.person.name })}
      actions={
        <Switch>
          <Match when={made() !== null}>
            <Button size="till" onClick={() => props.onClose()}>
              {t('office.people.badge.done')}
            </Button>
            <Button variant="primary" size="till" onClick={() => window.print()}>
              {t('office.people.badge.print')}
            </Button>
          </Match>
          <Match when={made() === null}>
            <Show when={has()}>
              <Button variant="critical" size="till" busy={busy()} onClick={() => void takeAway()}>
                {t('office.people.badge.takeAway')}
              </Button>
            </Show>
            <Button variant="primary" size="till" busy={busy()} onClick={() => void make()}>
              {t(has() ? 'office.people.badge.replace' : 'office.people.badge.make')}
            </Button>
          </Match>
        </Switch>
      }
    >
      <div class="office-stack">
        <Show when={failed()}>
          <Notice kind="error" title={t('office.people.badge.failed')} />
        </Show>
        <Show
          when={made()}
          fallback={
            <>
              <p>{t(has() ? 'office.people.badge.has' : 'office.people.badge.intro')}</p>
              <p class="office-muted">{t('office.people.badge.where')}</p>
            </>
          }
        >
          {code => (
            <>
              <Notice kind="warning" title={t('office.people.badge.once')} />
              <figure class="badge-card">
                <QrCode text={code()} label={t('office.people.badge.title', { name: props.person.name })} />
                <figcaption>
                  <strong>{props.person.name}</strong>
                  <span>{office.stores()?.find(each => each.id === props.person.store)?.name}</span>
                </figcaption>
              </figure>
            </>
          )}
        </Show>
      </div>
    </Dialog>
  )
}
