import Banknote from 'lucide-solid/icons/banknote'
import BookUser from 'lucide-solid/icons/book-user'
import Coins from 'lucide-solid/icons/coins'
import CreditCard from 'lucide-solid/icons/credit-card'
import Gift from 'lucide-solid/icons/gift'
import Ticket from 'lucide-solid/icons/ticket'
import Wallet from 'lucide-solid/icons/wallet'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Icon, type IconComponent } from '../ui/icon.tsx'
import type { TenderWay } from './pay-ways.ts'
import './tender-ways.css'

const ICONS: Readonly<Record<TenderWay, IconComponent>> = {
  card: CreditCard,
  'gift-card': Gift,
  'store-credit': Wallet,
  voucher: Ticket,
  'foreign-cash': Coins,
  'on-account': BookUser,
}

export interface TenderWaysProps {
  readonly ways: readonly TenderWay[]
  /** Null for cash. */
  readonly chosen: TenderWay | null
  readonly onChoose: (way: TenderWay | null) => void
}

/** The ways of paying, cash first; each has a letter of the keyboard. A shop that takes cash alone sees none of it. */
export function TenderWays(props: TenderWaysProps): JSX.Element {
  const way = (kind: TenderWay | null, icon: IconComponent, words: string, letter: string | null) => (
    <button
      type="button"
      class="till-way"
      aria-pressed={props.chosen === kind}
      aria-keyshortcuts={letter ?? undefined}
      onClick={() => props.onChoose(kind)}
    >
      <Icon of={icon} />
      <span class="till-way__words">{words}</span>
      <Show when={letter}>
        <span class="till-way__letter" aria-hidden="true">
          {letter}
        </span>
      </Show>
    </button>
  )
  return (
    <Show when={props.ways.length > 0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser */}
      <div class="till-ways" role="group" aria-label={t('till.pay.ways')}>
        {way(null, Banknote, t('till.tender.cash'), null)}
        <For each={props.ways}>
          {each => way(each, ICONS[each], t(`till.tender.${each}`), t(`till.pay.letter.${each}`))}
        </For>
      </div>
    </Show>
  )
}
