import { type CreditAccount, type CreditReply, creditAccess, mayAppend } from '@evertill/crdt-model'
import Gift from 'lucide-solid/icons/gift'
import SearchX from 'lucide-solid/icons/search-x'
import { createMemo, createSignal, For, type JSX, Show } from 'solid-js'
import { listCredit } from '../../api/credit-api.ts'
import { t } from '../../i18n/translate.ts'
import { principalOfOffice } from '../../local/workplace.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { useOffice } from '../office-context.tsx'
import { SectionHeader } from '../office-gate.tsx'
import { createPages, paged } from '../pages/create-pages.ts'
import { PagesView } from '../pages/pages-view.tsx'
import { AccountSheet } from './account-sheet.tsx'
import { createAccountNames } from './create-account-names.ts'
import { CreditList } from './credit-list.tsx'
import { ImportCards } from './import-cards.tsx'
import { IssueCard } from './issue-card.tsx'
import { formatOf } from './money-of.ts'
import './credit.css'

/** What tills sell and spend appears this often by itself, milliseconds. */
const REFRESH_MS = 15_000

/** Gift cards and store credit: what is owed, who holds it, and what people do with it. */
export function CreditSection(): JSX.Element {
  const office = useOffice()
  const names = createAccountNames(office.database)
  const [search, setSearch] = createSignal('')
  const [owed, setOwed] = createSignal<CreditReply['owed']>([])
  const [opened, setOpened] = createSignal<CreditAccount | null>(null)
  const [open, setOpen] = createSignal<'issue' | 'import' | null>(null)
  const mayWrite = () => mayAppend(creditAccess(principalOfOffice(office.workplace)))
  const pages = createPages<string, CreditAccount>(
    createMemo(() => search().trim()),
    async (query, cursor) => {
      const answer = await listCredit({ search: query, cursor })
      if (answer.ok && cursor === undefined) setOwed(answer.value.owed)
      return paged(answer, reply => reply.accounts)
    },
    REFRESH_MS,
  )
  const closed = () => {
    setOpen(null)
    pages.refresh()
  }
  return (
    <section class="office-section office-section--full">
      <SectionHeader
        title={t('office.credit.title')}
        intro={mayWrite() ? t('credit.office.intro') : t('credit.office.readOnly')}
        actions={
          <Show when={mayWrite()}>
            <Button onClick={() => setOpen('import')}>{t('credit.office.import')}</Button>
            <Button variant="primary" icon={Gift} onClick={() => setOpen('issue')}>
              {t('credit.office.issueTitle')}
            </Button>
          </Show>
        }
      />
      <Show when={owed().length > 0}>
        <dl class="credit-owed">
          <For each={owed()}>
            {each => (
              <div>
                <dt>{t('credit.office.owed')}</dt>
                <dd class="tabular">{formatOf(each.currency, each.balance)}</dd>
                <dd class="office-muted">{t('credit.office.accounts', { count: each.accounts })}</dd>
              </div>
            )}
          </For>
        </dl>
      </Show>
      <div class="credit-search">
        <TextField
          label={t('credit.office.search')}
          description={t('credit.office.searchHint')}
          value={search()}
          onValue={setSearch}
          maxlength={32}
          autocomplete="off"
          spellcheck={false}
        />
      </div>
      <PagesView
        pages={pages}
        empty={
          search() === '' ? (
            <EmptyState icon={Gift} title={t('credit.office.empty')}>
              {t('credit.office.emptyHint')}
            </EmptyState>
          ) : (
            <EmptyState icon={SearchX} title={t('credit.office.none')} />
          )
        }
      >
        {accounts => <CreditList accounts={accounts} names={names} onOpen={setOpened} />}
      </PagesView>
      <Show when={opened()} keyed>
        {account => (
          <AccountSheet
            account={account}
            name={names(account.account)}
            mayWrite={mayWrite()}
            onClose={() => {
              setOpened(null)
              pages.refresh()
            }}
          />
        )}
      </Show>
      <Show when={open() === 'issue'}>
        <IssueCard onClose={closed} />
      </Show>
      <Show when={open() === 'import'}>
        <ImportCards onClose={closed} />
      </Show>
    </section>
  )
}
