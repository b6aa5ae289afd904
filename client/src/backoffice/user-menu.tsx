import { Popover } from '@kobalte/core/popover'
import { useNavigate } from '@solidjs/router'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import CircleUserRound from 'lucide-solid/icons/circle-user-round'
import LogOut from 'lucide-solid/icons/log-out'
import Store from 'lucide-solid/icons/store'
import { createSignal, type JSX, Show } from 'solid-js'
import { signOut } from '../api/relay-api.ts'
import { t } from '../i18n/translate.ts'
import { forgetOfficeWorkplace, readTillWorkplace } from '../local/enrolled.ts'
import { PreferenceSwitches } from '../shell/preference-switches.tsx'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Initial } from '../ui/initial.tsx'
import { Dialog } from '../ui/modal.tsx'
import { useOffice } from './office-context.tsx'
import { closeOffice } from './office-keeper.ts'
import { forgetTillsHealth } from './tills/create-tills-health.ts'

/** Who is signed in; language, appearance, the till of this device, and the way out. */
export function UserMenu(): JSX.Element {
  const office = useOffice()
  const navigate = useNavigate()
  const [asking, setAsking] = createSignal(false)
  const [open, setOpen] = createSignal(false)
  const unsaved = () => office.replica.status().unsyncedEdits

  const leave = async () => {
    setAsking(false)
    // A server that is out of reach does not keep anybody in: the device forgets, the session runs out there.
    await signOut()
    forgetOfficeWorkplace()
    forgetTillsHealth()
    closeOffice()
    navigate('/sign-in', { replace: true })
  }
  return (
    <>
      <Popover open={open()} onOpenChange={setOpen} gutter={8} placement="bottom-end">
        <Popover.Trigger class="office-user">
          <span class="visually-hidden">{t('office.user.menu')}: </span>
          <Initial name={office.workplace.name} size="small" />
          <span class="office-user__name">{office.workplace.name}</span>
          <Icon of={ChevronDown} size="small" />
        </Popover.Trigger>
        <Popover.Portal>
          <Popover.Content class="office-popover office-user__menu">
            <div>
              <Popover.Title as="strong">{office.workplace.name}</Popover.Title>
              <div class="office-muted">{t(`office.user.${office.workplace.role}`)}</div>
            </div>
            <PreferenceSwitches />
            <Button
              icon={CircleUserRound}
              wide
              onClick={() => {
                setOpen(false)
                navigate('/office/account')
              }}
            >
              {t('office.user.account')}
            </Button>
            <Show when={readTillWorkplace()}>
              <Button icon={Store} wide onClick={() => navigate('/till')}>
                {t('office.user.openTill')}
              </Button>
            </Show>
            <Button
              icon={LogOut}
              wide
              onClick={() => {
                setOpen(false)
                if (unsaved() > 0) setAsking(true)
                else void leave()
              }}
            >
              {t('office.user.signOut')}
            </Button>
          </Popover.Content>
        </Popover.Portal>
      </Popover>
      <Dialog
        open={asking()}
        onClose={() => setAsking(false)}
        title={t('office.user.signOutUnsaved', { count: unsaved() })}
        actions={
          <>
            <Button variant="critical" size="till" onClick={() => void leave()}>
              {t('office.user.signOutAnyway')}
            </Button>
            <Button variant="primary" size="till" onClick={() => setAsking(false)}>
              {t('office.user.stay')}
            </Button>
          </>
        }
      >
        {t('office.user.signOutUnsavedHint')}
      </Dialog>
    </>
  )
}
