import ChevronDown from 'lucide-solid/icons/chevron-down'
import { createSignal, type JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { useReplica } from '../replica/create-replica.ts'
import { Icon } from '../ui/icon.tsx'
import { Initial } from '../ui/initial.tsx'
import './till-header.css'
import { ParkedTabs } from './parked-tabs.tsx'
import { SearchField } from './search-field.tsx'
import { useTill } from './till-context.tsx'
import { TillMenu } from './till-menu.tsx'
import { TillSafety } from './till-safety.tsx'

/** Store and till, the search, parked sales, the safety pill, the cashier. Nothing else. */
export function TillHeader(props: { readonly onHelp: () => void }): JSX.Element {
  const till = useTill()
  const replica = useReplica()
  const [menuOpen, setMenuOpen] = createSignal(false)
  const name = () => replica.status().operator?.name ?? ''
  return (
    <header class="till-header">
      <h1 class="till-place">
        <strong>{till.store().name}</strong>
        <span>{till.workplace.tillName}</span>
      </h1>
      <SearchField />
      <ParkedTabs />
      <TillSafety />
      <button
        type="button"
        class="till-account"
        aria-label={t('till.header.account', { name: name() })}
        aria-haspopup="dialog"
        onClick={() => setMenuOpen(true)}
      >
        <Initial name={name()} />
        <span class="till-account__name">{name()}</span>
        <Icon of={ChevronDown} size="small" />
      </button>
      <TillMenu open={menuOpen()} onClose={() => setMenuOpen(false)} onHelp={props.onHelp} />
    </header>
  )
}
