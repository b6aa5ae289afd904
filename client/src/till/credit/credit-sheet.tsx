import { createSignal, type JSX, Match, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Chip } from '../../ui/chip.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { AskBalance } from './ask-balance.tsx'
import './credit-sheet.css'
import { SellCard } from './sell-card.tsx'

type Part = 'sell' | 'ask'
const PARTS: readonly Part[] = ['sell', 'ask']

/** Gift cards at the till: selling and topping up, and what is on one. Paying with one is a way of paying. */
export function CreditSheet(props: { readonly onClose: () => void }): JSX.Element {
  const [part, setPart] = createSignal<Part>('sell')
  return (
    <Sheet open onClose={props.onClose} title={t('credit.sheet.title')}>
      <div class="till-credit">
        <fieldset class="till-credit__chips" aria-label={t('credit.sheet.title')}>
          {PARTS.map(each => (
            <Chip size="till" selected={part() === each} onSelect={() => setPart(each)}>
              {t(`credit.sheet.${each}`)}
            </Chip>
          ))}
        </fieldset>
        <Switch>
          <Match when={part() === 'sell'}>
            <SellCard onDone={props.onClose} />
          </Match>
          <Match when={part() === 'ask'}>
            <AskBalance onClose={props.onClose} />
          </Match>
        </Switch>
      </div>
    </Sheet>
  )
}
