import type { UserAccount } from '@evertill/crdt-model'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, type JSX, Show } from 'solid-js'
import { getUsers } from '../../api/accounts-api.ts'
import { createRemote } from '../../api/create-remote.ts'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { useOffice } from '../office-context.tsx'
import { RemoteState } from '../remote-state.tsx'
import { AccountDialog } from './account-dialog.tsx'
import { AccountRow } from './account-row.tsx'
import { LinkDialog, type OneTimeLink } from './link-dialog.tsx'
import './people.css'

/** Who may sign in to the back office: they live at the server, and only owners see them. */
export function AccountsCard(): JSX.Element {
  const office = useOffice()
  return (
    <section class="office-group" aria-labelledby="people-accounts">
      <Show
        when={office.workplace.role === 'owner'}
        fallback={
          <div class="office-section__header">
            <div>
              <h2 id="people-accounts">{t('account.people.title')}</h2>
              <p>{t('account.people.onlyOwner')}</p>
            </div>
          </div>
        }
      >
        <Accounts />
      </Show>
    </section>
  )
}

function Accounts(): JSX.Element {
  const users = createRemote(getUsers)
  const [adding, setAdding] = createSignal(false)
  const [link, setLink] = createSignal<OneTimeLink>()
  const changed = () => void users.reload()
  return (
    <>
      <div class="office-section__header">
        <div>
          <h2 id="people-accounts">{t('account.people.title')}</h2>
          <p>{t('account.people.intro')}</p>
        </div>
        <Button icon={Plus} onClick={() => setAdding(true)}>
          {t('account.people.add')}
        </Button>
      </div>
      <RemoteState remote={users}>
        {reply => (
          <ul class="office-rows">
            <For each={reply().users}>
              {account => <AccountRow account={account} onChanged={changed} onLink={setLink} />}
            </For>
          </ul>
        )}
      </RemoteState>
      <Show when={adding()}>
        <AccountDialog
          account={undefined}
          onClose={() => setAdding(false)}
          onSaved={(account: UserAccount, reset) => {
            setAdding(false)
            changed()
            if (reset !== null) setLink({ name: account.name, reset })
          }}
        />
      </Show>
      <Show when={link()}>{shown => <LinkDialog link={shown()} onClose={() => setLink(undefined)} />}</Show>
    </>
  )
}
