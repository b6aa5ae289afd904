import type { SaleReply } from '@evertill/crdt-model'
import { createResource, type JSX, Match, Show, Switch } from 'solid-js'
import type { ApiResult } from '../../api/api-client.ts'
import { getSale } from '../../api/reports-api.ts'
import { CLOCK_TOLERANCE_MS } from '../../dashboard/till-concerns.ts'
import { formatSpan } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { ReceiptPaper } from '../../receipt/receipt-paper.tsx'
import { failureWords } from '../../setup/failure-words.ts'
import { Sheet } from '../../ui/modal.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { receiptOf, type SaleNames } from './sale-receipt.ts'

/** A sale's receipt, and what proves that it is the one the till wrote. */
export function SaleSheet(props: {
  readonly id: string
  readonly names: SaleNames
  readonly timeZone: (store: string) => string | undefined
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
                <Show when={shown().reason}>
                  {reason => <p class="office-muted">{t('office.sales.reason', { reason: reason() })}</p>}
                </Show>
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
