import type { AccountId, CreditAccount } from '@evertill/crdt-model'
import { For, type JSX, Show } from 'solid-js'
import { formatRelativeTime } from '../../i18n/format.ts'
import { t } from '../../i18n/translate.ts'
import { Badge } from '../../ui/badge.tsx'
import { now } from '../../ui/relative-time.tsx'
import '../pages/record-table.css'
import { formatOf } from './money-of.ts'

/** Accounts, one a row: opening one shows who holds what of it, and its history. */
export function CreditList(props: {
  readonly accounts: readonly CreditAccount[]
  /** Of house accounts what is owed is shown: their balance is below 0. */
  readonly side?: 'house'
  readonly names: (account: AccountId) => string
  readonly onOpen: (account: CreditAccount) => void
}): JSX.Element {
  return (
    <table class="record-table">
      <thead>
        <tr>
          <th scope="col">
            {t(props.side === 'house' ? 'credit.house.customer' : 'credit.office.columns.account')}
          </th>
          <th scope="col" class="credit-table__last">
            {t('credit.office.columns.last')}
          </th>
          <th scope="col" class="record-table__figure credit-table__held">
            {t('credit.office.columns.held')}
          </th>
          <th scope="col" class="record-table__figure">
            {t(props.side === 'house' ? 'credit.house.owed' : 'credit.office.columns.balance')}
          </th>
        </tr>
      </thead>
      <tbody>
        <For each={props.accounts}>
          {each => (
            <tr onClick={() => props.onOpen(each)}>
              <th scope="row">
                <button
                  type="button"
                  class="record-table__open"
                  onClick={event => {
                    event.stopPropagation()
                    props.onOpen(each)
                  }}
                >
                  {props.names(each.account)}
                </button>
                <Show when={each.isBlocked}>
                  <Badge tone="warning">{t('credit.office.blocked')}</Badge>
                </Show>
              </th>
              <td class="credit-table__last">
                {formatRelativeTime(each.lastAt, Math.max(now(), each.lastAt))}
              </td>
              <td class="record-table__figure credit-table__held tabular">
                {formatOf(each.currency, each.held)}
              </td>
              <td class="record-table__figure record-table__total tabular">
                {formatOf(each.currency, props.side === 'house' ? -each.balance : each.balance)}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}
