import { type CurrencyCode, type PayBack, sumTenders } from '@evertill/crdt-model'
import ArrowLeftRight from 'lucide-solid/icons/arrow-left-right'
import { For, type JSX, Show } from 'solid-js'
import { formatMoney } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Money } from '../../ui/money.tsx'
import { Notice } from '../../ui/notice.tsx'
import { ShiftNotice } from '../shift-notice.tsx'

/** A way of paying back as people say it: `£5.00 · Card + £2.00 · Cash`. */
export function payBackWords({ tenders }: PayBack, currency: CurrencyCode, credit: string): string {
  return tenders
    .map(({ kind, amount }) =>
      t('returns.pay.part', {
        amount: formatMoney(amount, currency),
        tender: kind === 'store-credit' ? credit : t(`till.tender.${kind}`),
      }),
    )
    .join(' + ')
}

/** What the goods are worth, how that is paid, and the two ways on: paying it back, or exchanging them. */
export function PayBackPanel(props: {
  readonly worth: number
  readonly currency: CurrencyCode
  readonly choices: readonly PayBack[]
  /** What store credit is called here: a person's, or a credit note. */
  readonly credit: string
  readonly chosen: number
  readonly onChoose: (choice: number) => void
  /** What is still missing, or nothing. */
  readonly missing: string | false
  readonly failure: string | null
  readonly busy: boolean
  readonly onPayBack: () => void
  readonly onExchange: () => void
}): JSX.Element {
  const given = () => sumTenders(props.choices[props.chosen]?.tenders ?? [])
  return (
    <div class="till-returns__foot">
      <p class="till-returns__worth">
        <span>{t('returns.goods.worth')}</span>
        <Money minor={props.worth} currency={props.currency} />
      </p>
      <Show when={props.worth > 0 && props.choices.length > 0}>
        <section aria-label={t('returns.pay.how')}>
          <h3 class="till-returns__label">{t('returns.pay.how')}</h3>
          <Show
            when={props.choices.length > 1}
            fallback={
              <For each={props.choices.slice(0, 1)}>
                {choice => <p>{payBackWords(choice, props.currency, props.credit)}</p>}
              </For>
            }
          >
            <div class="till-returns__chips">
              <For each={props.choices}>
                {(choice, index) => (
                  <Chip
                    size="till"
                    selected={props.chosen === index()}
                    onSelect={() => props.onChoose(index())}
                  >
                    <Show when={index() === 0}>{`${t('returns.pay.asPaid')}: `}</Show>
                    {payBackWords(choice, props.currency, props.credit)}
                  </Chip>
                )}
              </For>
            </div>
          </Show>
        </section>
      </Show>
      <ShiftNotice tenders={props.choices[props.chosen]?.tenders ?? []} />
      <Show when={props.failure}>
        {words => (
          <Notice kind="error" title={t('returns.refusal.title')}>
            {words()}
          </Notice>
        )}
      </Show>
      <div class="ui-modal__next">
        <Button
          variant="primary"
          size="large"
          wide
          busy={props.busy}
          unavailable={props.missing}
          onClick={() => props.onPayBack()}
        >
          {props.missing ||
            (given() > 0
              ? t('returns.pay.back', { amount: formatMoney(given(), props.currency) })
              : t('returns.pay.nothing'))}
        </Button>
        <Button
          size="till"
          wide
          icon={ArrowLeftRight}
          unavailable={props.missing}
          onClick={() => props.onExchange()}
        >
          {t('returns.pay.exchange')}
        </Button>
      </div>
    </div>
  )
}
