import { tenderRulesOf } from '@evertill/crdt-model'
import Gift from 'lucide-solid/icons/gift'
import GraduationCap from 'lucide-solid/icons/graduation-cap'
import HandCoins from 'lucide-solid/icons/hand-coins'
import Keyboard from 'lucide-solid/icons/keyboard'
import LogOut from 'lucide-solid/icons/log-out'
import MonitorUp from 'lucide-solid/icons/monitor-up'
import Printer from 'lucide-solid/icons/printer'
import ReceiptText from 'lucide-solid/icons/receipt-text'
import Volume2 from 'lucide-solid/icons/volume-2'
import VolumeX from 'lucide-solid/icons/volume-x'
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { openDisplay } from '../display/feed-display.ts'
import { loadTexts, t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { Button } from '../ui/button.tsx'
import { Initial } from '../ui/initial.tsx'
import { Sheet } from '../ui/modal.tsx'
import { showToast } from '../ui/toast.tsx'
import { setSoundsOn, soundsOn } from './sounds.ts'
import { beginTraining, endTraining } from './switch-training.ts'
import { useTill } from './till-context.tsx'
import './till-menu.css'

export interface TillMenuProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onHelp: () => void
}

const HardwareSheet = lazy(async () => {
  const [part] = await Promise.all([
    import('../hardware/setup/hardware-sheet.tsx'),
    loadTexts('hardware', 'devices'),
  ])
  return { default: part.HardwareSheet }
})

/** Behind the cashier's name: another person, sounds, language, appearance, shortcuts. */
export function TillMenu(props: TillMenuProps): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [hardwareOpen, setHardwareOpen] = createSignal(false)
  /** A shop without them sees nothing of them. */
  const takesCards = () => {
    const { kinds } = tenderRulesOf(till.store())
    return kinds?.has('gift-card') === true || kinds?.has('store-credit') === true
  }
  const signOut = () => {
    props.onClose()
    // When it fails the person is still signed in, and the header says so.
    replica.send<'signOut'>({ type: 'signOut' }).catch(() => undefined)
  }
  return (
    <>
      <Sheet open={props.open} onClose={props.onClose} title={t('till.menu.title')}>
        <div class="till-menu">
          <Show when={replica.status().operator}>
            {operator => (
              <p class="till-menu__person">
                <Initial name={operator().name} size="large" />
                <span>
                  <strong>{operator().name}</strong>
                  <span class="till-menu__place">
                    {till.store().name} · {till.workplace.tillName}
                  </span>
                </span>
              </p>
            )}
          </Show>
          <Button size="till" wide icon={LogOut} onClick={signOut}>
            {t('till.menu.switchPerson')}
          </Button>
          <Button
            size="till"
            wide
            icon={ReceiptText}
            onClick={() => {
              props.onClose()
              till.returns.open({ kind: 'list' })
            }}
          >
            {t('till.menu.returns')}
          </Button>
          <Show when={takesCards()}>
            <Button
              size="till"
              wide
              icon={Gift}
              onClick={() => {
                props.onClose()
                till.setCreditOpen(true)
              }}
            >
              {t('till.menu.credit')}
            </Button>
          </Show>
          <Button
            size="till"
            wide
            icon={HandCoins}
            onClick={() => {
              props.onClose()
              till.shift.setSheet('state')
            }}
          >
            {t('till.menu.shift')}
          </Button>
          <Button
            size="till"
            wide
            icon={Keyboard}
            onClick={() => {
              props.onClose()
              props.onHelp()
            }}
          >
            {t('till.menu.shortcuts')}
          </Button>
          <Button
            size="till"
            wide
            icon={soundsOn() ? Volume2 : VolumeX}
            aria-pressed={soundsOn()}
            onClick={() => setSoundsOn(!soundsOn())}
          >
            {t('till.menu.sounds')}: {t(soundsOn() ? 'till.menu.soundsOn' : 'till.menu.soundsOff')}
          </Button>
          <Button
            size="till"
            wide
            icon={Printer}
            onClick={() => {
              props.onClose()
              setHardwareOpen(true)
            }}
          >
            {t('till.menu.hardware')}
          </Button>
          <Button
            size="till"
            wide
            icon={MonitorUp}
            onClick={() => {
              props.onClose()
              if (openDisplay() === null) showToast({ text: t('till.menu.displayBlocked') })
            }}
          >
            {t('till.menu.display')}
          </Button>
          <Button
            size="till"
            wide
            icon={GraduationCap}
            onClick={() => {
              props.onClose()
              void (replica.status().training
                ? endTraining(till.sales, replica)
                : beginTraining(till.sales, till.approval, replica))
            }}
          >
            {t(replica.status().training ? 'till.training.end' : 'till.training.begin')}
          </Button>
          <PreferenceSwitches />
        </div>
      </Sheet>
      <Show when={hardwareOpen()}>
        <Suspense>
          <HardwareSheet
            printing={till.printing}
            devices={till.devices}
            store={till.store()}
            onClose={() => setHardwareOpen(false)}
            isTraining={replica.status().training}
            mayOpenDrawer={() => till.approval.ask('open-drawer')}
          />
        </Suspense>
      </Show>
    </>
  )
}
