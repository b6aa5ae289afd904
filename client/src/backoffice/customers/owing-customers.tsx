import {
  accountOwner,
  type CreditAccount,
  type CreditReply,
  type CustomerId,
  creditAccess,
  mayAppend,
} from '@evertill/crdt-model'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { listCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { principalOfOffice } from '../../local/workplace.ts'
import { AccountSheet } from '../credit/account-sheet.tsx'
import { createAccountNames } from '../credit/create-account-names.ts'
import { CreditList } from '../credit/credit-list.tsx'
import '../credit/credit.css'
import { formatOf } from '../credit/money-of.ts'
import { useOffice } from '../office-context.tsx'
import { createPages, paged } from '../pages/create-pages.ts'
import { PagesView } from '../pages/pages-view.tsx'

/** What tills lend appears this often by itself, milliseconds. */
const REFRESH_MS = 15_000

/** What customers owe on account, by all that has come in; nothing where nobody ever bought so. */
export function OwingCustomers(props: { readonly onOpen: (customer: CustomerId) => void }): JSX.Element {
  const office = useOffice()
  const mayRead = creditAccess(principalOfOffice(office.workplace)) !== 'none'
  return (
    <Show when={mayRead}>
      <Owing onOpen={props.onOpen} />
    </Show>
  )
}

function Owing(props: { readonly onOpen: (customer: CustomerId) => void }): JSX.Element {
  const office = useOffice()
  const names = createAccountNames(office.database)
  const [owed, setOwed] = createSignal<CreditReply['owed']>([])
  const pages = createPages<null, CreditAccount>(
    () => null,
    async (_, cursor) => {
      const answer = await listCredit({ side: 'house', cursor })
      if (answer.ok && cursor === undefined) setOwed(answer.value.owed)
      return paged(answer, reply => reply.accounts)
    },
    REFRESH_MS,
  )
  /** Of somebody who is no longer on file: what they owe is still there. */
  const [nameless, setNameless] = createSignal<CreditAccount | null>(null)
  async function open(account: CreditAccount): Promise<void> {
    const owner = accountOwner(account.account)
    if (owner?.kind !== 'house') return
    if (await office.database.customers.get(owner.customer)) props.onOpen(owner.customer)
    else setNameless(account)
  }
  return (
    <Show when={owed().length > 0}>
      <section class="office-card" aria-label={t('credit.house.owing')}>
        <div>
          <h2>{t('credit.house.owing')}</h2>
          <p class="office-muted">{t('credit.house.owingHint')}</p>
        </div>
        <dl class="credit-owed">
          <For each={owed()}>
            {each => (
              <div>
                <dt>{t('credit.house.owed')}</dt>
                <dd class="tabular">{formatOf(each.currency, -each.balance)}</dd>
              </div>
            )}
          </For>
        </dl>
        <PagesView pages={pages} empty={<p class="office-muted">{t('credit.house.owingNone')}</p>}>
          {accounts => (
            <CreditList accounts={accounts} side="house" names={names} onOpen={each => void open(each)} />
          )}
        </PagesView>
        <Show when={nameless()} keyed>
          {account => (
            <AccountSheet
              account={account}
              name={names(account.account)}
              mayWrite={mayAppend(creditAccess(principalOfOffice(office.workplace)))}
              onClose={() => {
                setNameless(null)
                pages.refresh()
              }}
            />
          )}
        </Show>
      </section>
    </Show>
  )
}
