import type { CreditAccount } from '@evertill/crdt-model'
import type { JSX } from 'solid-js'
import { Sheet } from '../../ui/modal.tsx'
import { AccountPanel } from './account-panel.tsx'

/** One account of a list, in a sheet of its own. */
export function AccountSheet(props: {
  readonly account: CreditAccount
  readonly name: string
  readonly mayWrite: boolean
  readonly onClose: () => void
}): JSX.Element {
  return (
    <Sheet open onClose={props.onClose} title={props.name}>
      <AccountPanel
        account={props.account.account}
        currency={props.account.currency}
        mayWrite={props.mayWrite}
      />
    </Sheet>
  )
}
