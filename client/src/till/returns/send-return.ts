import type { TillRight } from '@evertill/crdt-model'
import { t } from '../../i18n/translate.ts'
import type { Receipt } from '../../local/receipt.ts'
import type { RecordResult, RefundRefusal, VoidSaleRefusal } from '../../replica/protocol.ts'
import type { Approval } from '../create-approval.ts'

/** What became of a return: its receipt, or why not in words. `given-up`: nobody allowed it. */
export type ReturnOutcome =
  | { readonly kind: 'done'; readonly receipt: Receipt | null }
  | { readonly kind: 'given-up' }
  | { readonly kind: 'failed'; readonly words: string }

/**
 * Asks for the rights that it needs, has it done, and asks again where the worker knows of no approval any more.
 * @param key what it is allowed for, and done once under
 */
export async function sendReturn(
  approval: Pick<Approval, 'ask' | 'askSomebody'>,
  { key, rights }: { readonly key: string; readonly rights: readonly TillRight[] },
  send: () => Promise<RecordResult<RefundRefusal | VoidSaleRefusal>>,
): Promise<ReturnOutcome> {
  for (const right of rights) if (!(await approval.ask(right, key))) return { kind: 'given-up' }
  try {
    const result = await send()
    if (result.kind !== 'refused' || result.refusal.code !== 'not-allowed') return outcomeOf(result)
    if (!(await approval.askSomebody(result.refusal.right, key))) return { kind: 'given-up' }
    return outcomeOf(await send())
  } catch {
    return { kind: 'failed', words: t('returns.refusal.command') }
  }
}

function outcomeOf(result: RecordResult<RefundRefusal | VoidSaleRefusal>): ReturnOutcome {
  switch (result.kind) {
    case 'recorded':
      return { kind: 'done', receipt: result.receipt }
    case 'refused':
      return { kind: 'failed', words: t(`returns.refusal.${result.refusal.code}`) }
    case 'not-allowed':
      return { kind: 'failed', words: t('returns.refusal.signedOut') }
    case 'storage-failed':
      return { kind: 'failed', words: t('returns.refusal.storage') }
    case 'taken-over':
      return { kind: 'failed', words: t('returns.refusal.command') }
  }
}
