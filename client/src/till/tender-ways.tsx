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
  return (
    <Show when={props.ways.length > 0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a grid in every browser */}
      <div class="till-ways" role="group" aria-label={t('till.pay.ways')}>
        <WayButton
          icon={Banknote}
          words={t('till.tender.cash')}
          isChosen={props.chosen === null}
          onChoose={() => props.onChoose(null)}
        />
        <For each={props.ways}>
          {way => (
            <WayButton
              icon={ICONS[way]}
              words={t(`till.tender.${way}`)}
              letter={t(`till.pay.letter.${way}`)}
              isChosen={props.chosen === way}
              onChoose={() => props.onChoose(way)}
            />
          )}
        </For>
      </div>
    </Show>
  )
}

interface WayButtonProps {
  readonly icon: IconComponent
  readonly words: string
  readonly letter?: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function WayButton(props: WayButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="till-way"
      aria-pressed={props.isChosen}
      aria-keyshortcuts={props.letter}
      onClick={() => props.onChoose()}
    >
      <Icon of={props.icon} />
      <span class="till-way__words">{props.words}</span>
      <Show when={props.letter}>
        <span class="till-way__letter" aria-hidden="true">
          {props.letter}
        </span>
      </Show>
    </button>
  )
}
