import type { DrawerPin, PrinterStatus } from '@evertill/crdt-model/printing'
import { createSignal, type JSX, Match, Show, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { DrawerSetup, PrinterSetup } from '../../local/printing.ts'
import { useReplica } from '../../replica/create-replica.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import type { Printing } from '../printing/create-printing.ts'
import { levelWhenOpen, nextPin } from './learn-drawer.ts'

/** Finding the drawer: nothing yet, a pin was pulsed and somebody looks, or no pin opened it. */
type Step =
  | { readonly kind: 'idle' }
  | { readonly kind: 'asking'; readonly pin: DrawerPin; readonly before: PrinterStatus['drawerPin'] }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed' }

/**
 * "Open the drawer now": pulses one pin, asks whether it opened, then the other, and learns from the printer's switch
 * how an open drawer looks. Each pulse is an opening without a sale, and journaled as one.
 */
export function DrawerSetupForm(props: {
  readonly setup: PrinterSetup
  readonly printing: Printing
  readonly isTraining: boolean
  readonly mayOpenDrawer: () => Promise<boolean>
  readonly onDrawer: (drawer: DrawerSetup | null) => void
}): JSX.Element {
  const replica = useReplica()
  const [step, setStep] = createSignal<Step>({ kind: 'idle' })
  const [busy, setBusy] = createSignal(false)
  const level = async () => (await props.printing.look(props.setup.id))?.status.drawerPin ?? 'unknown'

  /** @returns whether the pulse is journaled, and on its way. */
  const pulse = (pin: DrawerPin) =>
    replica
      .send<'recordAct'>({
        type: 'recordAct',
        act: { kind: 'no-sale', reason: t('hardware.drawer.reason') },
        sale: null,
        drawer: { printer: props.setup.id, pin },
      })
      .then(
        result => result.kind === 'recorded',
        () => false,
      )
  const open = async (pin: DrawerPin) => {
    if (busy() || !(await props.mayOpenDrawer())) return
    setBusy(true)
    const before = await level()
    setStep((await pulse(pin)) ? { kind: 'asking', pin, before } : { kind: 'failed' })
    setBusy(false)
  }
  const opened = async ({ pin, before }: Extract<Step, { kind: 'asking' }>) => {
    setBusy(true)
    const openLevel = levelWhenOpen(before, await level())
    props.onDrawer({ pin, openLevel })
    setStep({ kind: 'idle' })
    setBusy(false)
  }
  const stayedShut = ({ pin }: Extract<Step, { kind: 'asking' }>) => {
    const next = nextPin(pin, props.setup.language)
    if (next === null) setStep({ kind: 'not-found' })
    else void open(next)
  }
  const asking = () => {
    const now = step()
    return now.kind === 'asking' && now
  }
  return (
    <section class="hardware__group" aria-labelledby="hardware-drawer">
      <h3 id="hardware-drawer" class="hardware__heading">
        {t('hardware.drawer.title')}
      </h3>
      <Switch
        fallback={
          <Show
            when={props.setup.drawer}
            fallback={<p class="hardware__words">{t('hardware.drawer.hint')}</p>}
          >
            {drawer => (
              <p class="hardware__words" role="status">
                {t('hardware.drawer.found', { pin: drawer().pin })}{' '}
                {t(drawer().openLevel === null ? 'hardware.drawer.tellsNot' : 'hardware.drawer.tells')}
              </p>
            )}
          </Show>
        }
      >
        <Match when={asking()}>
          {now => (
            <Notice
              kind="info"
              title={t('hardware.drawer.ask')}
              actions={
                <>
                  <Button size="till" variant="primary" busy={busy()} onClick={() => void opened(now())}>
                    {t('hardware.drawer.yes')}
                  </Button>
                  <Button size="till" busy={busy()} onClick={() => stayedShut(now())}>
                    {t('hardware.drawer.no')}
                  </Button>
                </>
              }
            />
          )}
        </Match>
        <Match when={step().kind === 'not-found'}>
          <Notice kind="warning" title={t('hardware.drawer.notFound')} />
        </Match>
        <Match when={step().kind === 'failed'}>
          <Notice kind="error" title={t('hardware.drawer.failed')} />
        </Match>
      </Switch>
      <Show when={!asking()}>
        <div class="hardware__actions">
          <Button
            size="till"
            busy={busy()}
            unavailable={props.isTraining && t('hardware.drawer.training')}
            onClick={() => void open(props.setup.drawer?.pin ?? 2)}
          >
            {t(step().kind === 'not-found' ? 'hardware.drawer.again' : 'hardware.drawer.open')}
          </Button>
          <Show when={props.setup.drawer}>
            <Button size="till" variant="quiet" onClick={() => props.onDrawer(null)}>
              {t('hardware.drawer.remove')}
            </Button>
          </Show>
        </div>
      </Show>
    </section>
  )
}
