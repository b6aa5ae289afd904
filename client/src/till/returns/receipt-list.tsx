import { parseReceiptNumber } from '@evertill/crdt-model'
import PackageOpen from 'lucide-solid/icons/package-open'
import ReceiptText from 'lucide-solid/icons/receipt-text'
import Search from 'lucide-solid/icons/search'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { formatDate } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { Receipt } from '../../local/receipt.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Money } from '../../ui/money.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useTill } from '../till-context.tsx'
import { findReceipts } from './find-receipts.ts'

/** The receipts of this till, the newest first; any receipt of the store by its number. */
export function ReceiptList(props: {
  readonly onOpen: (number: string) => void
  readonly onNoReceipt: () => void
}): JSX.Element {
  const till = useTill()
  const database = useLocalDatabase()
  const [text, setText] = createSignal('')
  const found = createLiveQuery(() => findReceipts(database, text(), till.store().timeZone))
  const wholeNumber = () => (parseReceiptNumber(text()) ? text().trim().toUpperCase() : null)
  const enter = () => {
    const number = wholeNumber() ?? found()?.[0]?.receipt.number
    if (number !== undefined) props.onOpen(number)
  }
  return (
    <div class="till-returns__form">
      <form
        onSubmit={event => {
          event.preventDefault()
          enter()
        }}
      >
        <TextField
          label={t('returns.list.search')}
          description={t('returns.list.searchHint')}
          value={text()}
          onValue={setText}
          autocomplete="off"
          autocapitalize="characters"
        />
      </form>
      <Show when={wholeNumber()}>
        {number => (
          <Button size="till" variant="primary" wide icon={Search} onClick={() => props.onOpen(number())}>
            {t('returns.list.lookUp', { number: number() })}
          </Button>
        )}
      </Show>
      <Show when={found()} fallback={<Skeleton count={5} />}>
        {rows => (
          <Show
            when={rows().length > 0}
            fallback={
              <EmptyState
                icon={ReceiptText}
                title={t(text() === '' ? 'returns.list.empty' : 'returns.list.none')}
              >
                {t(text() === '' ? 'returns.list.emptyHint' : 'returns.list.noneHint')}
              </EmptyState>
            }
          >
            <ul class="till-returns__receipts" aria-label={t('returns.list.recent')}>
              <For each={rows()}>
                {({ receipt }) => (
                  <li>
                    <ReceiptRow
                      receipt={receipt}
                      timeZone={till.store().timeZone}
                      onOpen={() => props.onOpen(receipt.number)}
                    />
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </Show>
      <Button size="till" wide icon={PackageOpen} onClick={() => props.onNoReceipt()}>
        {t('returns.list.noReceipt')}
      </Button>
    </div>
  )
}

function ReceiptRow(props: {
  readonly receipt: Receipt
  readonly timeZone: string
  readonly onOpen: () => void
}): JSX.Element {
  return (
    <button type="button" class="till-returns__receipt" onClick={() => props.onOpen()}>
      <span class="till-returns__what">
        <span class="till-returns__name tabular">
          {props.receipt.number}
          <Show when={props.receipt.purpose}>
            {purpose => <Badge tone="warning">{t(`returns.kind.${purpose().kind}`)}</Badge>}
          </Show>
        </span>
        <span class="till-returns__about">
          {formatDate(props.receipt.at, 'date-time', props.timeZone)} · {props.receipt.operator}
        </span>
      </span>
      <Money minor={props.receipt.total} currency={props.receipt.currency} />
    </button>
  )
}
