import { houseAccount } from '@evertill/crdt-model'
import HandCoins from 'lucide-solid/icons/hand-coins'
import { createEffect, type JSX, on, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { CustomerRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { createShare } from '../credit/create-share.ts'
import { HouseStanding } from '../credit/house-standing.tsx'
import { useTill } from '../till-context.tsx'

/** What they may owe and owe; nothing of those who never bought on account and may not. */
export function HouseAccount(props: {
  readonly row: CustomerRow
  readonly onPay: (owed: number) => void
}): JSX.Element {
  const till = useTill()
  const share = createShare()
  const lending = () => {
    const state = share.state()
    return state.kind === 'known' ? state.view.lending : undefined
  }
  const owed = () => Math.max(0, lending()?.lent ?? 0)
  createEffect(
    on(
      () => houseAccount(props.row.id),
      account => account && void share.ask(account, 0),
    ),
  )
  return (
    <Show when={props.row.creditLimit !== null || owed() > 0}>
      <section class="customers__account">
        <HouseStanding
          title={t('till.tender.on-account')}
          share={share}
          currency={till.currency()}
          overview
        />
        <Button size="till" icon={HandCoins} onClick={() => props.onPay(owed())}>
          {t('tenders.account.pay')}
        </Button>
      </section>
    </Show>
  )
}
