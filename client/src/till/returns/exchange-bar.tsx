import { exchangeCredit, payBack, roundingFor } from '@evertill/crdt-model'
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right'
import { createMemo, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { type ExchangePlan, refundsIn } from '../../local/return-plan.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Money } from '../../ui/money.tsx'
import { useTill } from '../till-context.tsx'
import { payBackWords } from './pay-back-panel.tsx'
import './returns.css'

/** Without a receipt it goes back in cash. SPEC X7. */
const NOT_KNOWN = { tenders: [], change: 0 } as const

/** What comes back and pays for the sale on screen, and what of it goes back to the customer. */
export function ExchangeBar(props: {
  readonly exchange: ExchangePlan
  /** What the new goods cost. Minor units. */
  readonly total: number
  /** Whether it can be taken out of the sale again here. */
  readonly removable: boolean
}): JSX.Element {
  const till = useTill()
  const credit = () => exchangeCredit(props.exchange.worth, props.total)
  const rest = createMemo(() => {
    const { plan, worth } = props.exchange
    const sold = plan.kind === 'with-receipt' ? plan.sold : undefined
    const refunds = sold ? refundsIn(sold) : []
    return payBack(worth - credit(), sold?.sale ?? NOT_KNOWN, refunds, roundingFor(till.pricing()))
  })
  const words = () => {
    const { plan } = props.exchange
    return plan.kind === 'with-receipt'
      ? t('returns.exchange.of', { number: plan.sold.number })
      : t('returns.exchange.without')
  }
  return (
    <section class="till-exchange" data-exchange={props.exchange.worth}>
      <p class="till-exchange__row">
        <Icon of={ArrowLeftRight} />
        <span class="till-exchange__words">{words()}</span>
        <Money minor={-props.exchange.worth} currency={till.currency()} />
      </p>
      <Show when={props.total > credit()}>
        <p class="till-exchange__row till-exchange__rest">
          <span class="till-exchange__words">{t('returns.exchange.toPay')}</span>
          <Money minor={props.total - credit()} currency={till.currency()} />
        </p>
      </Show>
      <Show when={props.total > 0 && rest().tenders.length > 0}>
        <p class="till-exchange__row till-exchange__back">
          <span class="till-exchange__words">{t('returns.exchange.paysBack')}</span>
          <span class="tabular">{payBackWords(rest(), till.currency(), t('till.tender.store-credit'))}</span>
        </p>
      </Show>
      <Show when={props.removable}>
        <Button size="till" variant="quiet" onClick={() => till.sales.takeGoods(null)}>
          {t('returns.exchange.remove')}
        </Button>
      </Show>
    </section>
  )
}
