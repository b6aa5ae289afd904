import Camera from 'lucide-solid/icons/camera'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import { createMemo, createSignal, type JSX, Show, Suspense } from 'solid-js'
import { hasCamera } from '../camera/code-reader.ts'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import { Initial } from '../ui/initial.tsx'
import './till-header.css'
import { later } from './later.ts'
import { ParkedTabs } from './parked/parked-tabs.tsx'
import { SearchField } from './search-field.tsx'
import { useTill } from './till-context.tsx'
import { TillSafety } from './till-safety.tsx'

const TillMenu = later(async () => (await import('./till-menu.tsx')).TillMenu)

/** Store and till, the search, parked sales, the safety pill, the cashier. Nothing else. */
export function TillHeader(props: { readonly onHelp: () => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [menuOpen, setMenuOpen] = createSignal(false)
  /** Once opened it stays: what it opens in turn is part of it. */
  const menuUsed = createMemo<boolean>(before => before || menuOpen(), false)
  const name = () => replica.status().operator?.name ?? ''
  return (
    <header class="till-header">
      <h1 class="till-place">
        <strong>{till.store().name}</strong>
        <span>{till.workplace.tillName}</span>
      </h1>
      <div class="till-find">
        <SearchField />
        <Show when={hasCamera()}>
          <Button
            class="till-find__camera"
            size="till"
            icon={Camera}
            aria-pressed={till.cameraOn()}
            onClick={() => till.setCameraOn(!till.cameraOn())}
          >
            {t('till.header.camera')}
          </Button>
        </Show>
      </div>
      <ParkedTabs />
      <TillSafety />
      <button type="button" class="till-account" aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
        <span class="visually-hidden">{t('till.header.account', { name: name() })}</span>
        <Initial name={name()} />
        <span class="till-account__name" aria-hidden="true">
          {name()}
        </span>
        <Icon of={ChevronDown} size="small" />
      </button>
      <Show when={menuUsed()}>
        <Suspense>
          <TillMenu open={menuOpen()} onClose={() => setMenuOpen(false)} onHelp={props.onHelp} />
        </Suspense>
      </Show>
    </header>
  )
}
