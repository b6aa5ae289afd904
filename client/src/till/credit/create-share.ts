import type { AccountId } from '@evertill/crdt-model'
import { type Accessor, createSignal, onCleanup } from 'solid-js'
import { useReplica } from '../../replica/create-replica.ts'
import type { AskShareResult } from '../../replica/protocol.ts'

/** How asking about an account stands. */
export type ShareState =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' }
  | ({ readonly kind: 'known' } & AskShareResult)

export interface Share {
  readonly state: Accessor<ShareState>
  /** What may be spent here now, minor units; 0 before it is known. */
  readonly left: Accessor<number>
  /** Asks for so much of an account, and again by itself while another till is giving it back. */
  readonly ask: (account: AccountId, wanted: number) => Promise<void>
  readonly forget: () => void
}

/** Another till hears within 15 s that its share is wanted. Milliseconds. */
const AGAIN_AFTER = 3000

/** Follows one account while it is on screen. */
export function createShare(): Share {
  const replica = useReplica()
  const [state, setState] = createSignal<ShareState>({ kind: 'none' })
  let timer: ReturnType<typeof setTimeout> | undefined
  let turn = 0

  async function ask(account: AccountId, wanted: number): Promise<void> {
    clearTimeout(timer)
    const mine = ++turn
    if (state().kind === 'none') setState({ kind: 'asking' })
    const result = await replica
      .send<'askShare'>({ type: 'askShare', account, wanted })
      .catch(() => undefined)
    if (mine !== turn) return
    setState(result ? { kind: 'known', ...result } : { kind: 'none' })
    const isComing = result?.reach === 'behind' || (result?.reach === 'told' && result.view.held.length > 0)
    if (result && isComing && result.view.left < wanted)
      timer = setTimeout(() => void ask(account, wanted), AGAIN_AFTER)
  }

  function forget(): void {
    clearTimeout(timer)
    turn++
    setState({ kind: 'none' })
  }

  onCleanup(forget)
  return {
    state,
    left: () => {
      const now = state()
      return now.kind === 'known' ? now.view.left : 0
    },
    ask,
    forget,
  }
}
