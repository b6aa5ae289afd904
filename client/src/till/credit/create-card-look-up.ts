import { type AccountId, accountOwner, cardKey } from '@evertill/crdt-model'
import { type Accessor, createSignal } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { accountOfCard } from '../../local/card-account.ts'
import { LONGEST_CARD_NUMBER } from './card-number-field.tsx'
import { createShare, type Share } from './create-share.ts'

/** A card's number while it is typed or scanned, and the account it turned out to be. */
export interface CardLookUp {
  readonly number: Accessor<string>
  /** What is wrong with the number, in words. */
  readonly problem: Accessor<string | undefined>
  /** Null until it was looked up, and again as soon as the number changes. */
  readonly account: Accessor<AccountId | null>
  /** The end of the number that was looked up, as it may be shown. */
  readonly lastFour: Accessor<string>
  readonly share: Share
  /** Another number: what was known of the one before is forgotten. */
  readonly type: (text: string) => void
  /** Asks how much of the card can be used here. */
  readonly lookUp: () => Promise<void>
  readonly scan: (code: string) => true
}

/** @param wanted what is asked for of an account once it is known, minor units */
export function createCardLookUp(wanted: () => number): CardLookUp {
  const share = createShare()
  const [number, setNumber] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [account, setAccount] = createSignal<AccountId | null>(null)

  function type(text: string): void {
    share.forget()
    setAccount(null)
    setProblem(undefined)
    setNumber(text.slice(0, LONGEST_CARD_NUMBER))
  }

  async function lookUp(): Promise<void> {
    const key = cardKey(number())
    if (key === undefined) {
      setProblem(t('credit.badNumber'))
      return
    }
    const found = await accountOfCard(key)
    // Somebody typed on.
    if (cardKey(number()) !== key) return
    setAccount(found)
    await share.ask(found, wanted())
  }

  return {
    number,
    problem,
    account,
    share,
    type,
    lookUp,
    lastFour() {
      const owner = accountOwner(account() ?? '')
      return owner?.kind === 'gift-card' ? owner.lastFour : ''
    },
    scan(code) {
      type(code)
      void lookUp()
      return true
    },
  }
}
