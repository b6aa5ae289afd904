import { NO_CURRENCY, parseCurrency, type SaleReply } from '@evertill/crdt-model'
import Undo2 from 'lucide-solid/icons/undo-2'
import { createResource, For, type JSX, Match, Show, Switch } from 'solid-js'
import type { ApiResult } from '../../api/api-client.ts'
import { getSale } from '../../api/reports-api.ts'
import { CLOCK_TOLERANCE_MS } from '../../dashboard/till-concerns.ts'
import { formatMoney, formatSpan } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { receiptOf, type SaleNames } from '../../receipt/receipt-of-sale.ts'
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx'
import { failureWords } from '../../setup/failure-words.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'

/** A sale's receipt, and what proves that it is the one the till wrote. */
export function SaleSheet(props: {
  readonly id: string
  readonly names: SaleNames
  readonly timeZone: (store: string) => string | undefined
  /** Shows another one: what came back of it, or what it takes back. */
  readonly onOpen: (id: string) => void
  readonly onClose: () => void
}): JSX.Element {
  const [answer, { refetch }] = createResource(
    () => props.id,
    id => getSale(id),
  )
  const sale = () => answered(answer())
  const failure = () => {
    const now = answer()
    return now === undefined || now.ok ? undefined : now
  }
  return (
    <Sheet open onClose={props.onClose} title={sale()?.receipt ?? t('office.sales.sheetTitle')}>
      <div class="office-stack sales-sheet">
        <Switch fallback={<Skeleton count={6} />}>
          <Match when={failure()}>
            {failed => (
              <Notice
                kind={failed().code === 'offline' ? 'offline' : 'error'}
                title={failureWords(failed())}
                onRetry={() => void refetch()}
              />
            )}
          </Match>
          <Match when={sale()}>
            {shown => (
              <>
                <ReceiptPaper
                  receipt={receiptOf(shown(), props.names)}
                  timeZone={props.timeZone(shown().store) ?? 'UTC'}
                />
                <Related sale={shown()} onOpen={props.onOpen} />
                <Show when={shown().ageChecked > 0}>
                  <p class="office-muted">{t('office.sales.ageChecked', { years: shown().ageChecked })}</p>
                </Show>
                <ClockNotice offset={shown().clockOffset} />
                <Proof sale={shown()} />
              </>
            )}
          </Match>
        </Switch>
      </div>
    </Sheet>
  )
}

/** The sale that it takes back, or what came back of it. */
function Related(props: { readonly sale: SaleReply; readonly onOpen: (id: string) => void }): JSX.Element {
  const money = (total: number) => formatMoney(total, parseCurrency(props.sale.currency) ?? NO_CURRENCY)
  return (
    <>
      <Show when={props.sale.of}>
        {of => (
          <Button wide icon={Undo2} onClick={() => props.onOpen(of().id)}>
            {t('office.sales.takesBack', { receipt: of().receipt })}
          </Button>
        )}
      </Show>
      <For each={props.sale.back}>
        {back => (
          <Button wide icon={Undo2} onClick={() => props.onOpen(back.id)}>
            {t(`office.sales.back.${back.kind}`, { receipt: back.receipt, total: money(back.total) })}
          </Button>
        )}
      </For>
    </>
  )
}

/** The time on the receipt is the till's: an owner who relies on it has to know that it was wrong. */
function ClockNotice(props: { readonly offset: number | null }): JSX.Element {
  return (
    <Show when={Math.abs(props.offset ?? 0) > CLOCK_TOLERANCE_MS && props.offset}>
      {offset => (
        <Notice
          kind="warning"
          title={t(offset() > 0 ? 'office.sales.clockAhead' : 'office.sales.clockBehind', {
            time: formatSpan(offset()),
          })}
        >
          {t('office.sales.clockText')}
        </Notice>
      )}
    </Show>
  )
}

function Proof(props: { readonly sale: SaleReply }): JSX.Element {
  return (
    <section class="office-card sales-proof" aria-label={t('office.sales.proofTitle')}>
      <h3>{t('office.sales.proofTitle')}</h3>
      <p class="office-muted">{t('office.sales.proofText')}</p>
      <code class="sales-proof__hash">{props.sale.hash}</code>
      <p class="office-muted">{t('office.sales.namesOfToday')}</p>
    </section>
  )
}

function answered(answer: ApiResult<SaleReply> | undefined): SaleReply | undefined {
  return answer?.ok ? answer.value : undefined
}
