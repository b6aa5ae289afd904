import type { Receipt } from '../../local/receipt.ts'
import type { Replica } from '../../replica/create-replica.ts'
import type { Approval } from '../create-approval.ts'

/** Whoever has the number of a card has its money: it is on the first print alone. */
function withoutNumbers({ creditNote: _, ...receipt }: Receipt): Receipt {
  return { ...receipt, lines: receipt.lines.map(({ card: __, ...line }) => line) }
}

/**
 * Prints a receipt of this till again, marked as a copy: journaled before it is printed. Resolves with whether it is;
 * not when nobody allowed it. Rejects when the till did not answer.
 */
export async function printCopy(
  { approval, replica }: { readonly approval: Approval; readonly replica: Pick<Replica, 'send'> },
  { epoch, number }: { readonly epoch: number; readonly number: number },
  receipt: Receipt,
): Promise<boolean> {
  if (!(await approval.ask('reprint-receipt'))) return false
  const act = { kind: 'reprint', epoch, number } as const
  const journaled = await replica.send<'recordAct'>({ type: 'recordAct', act, sale: null })
  if (journaled.kind !== 'recorded') throw new Error('the copy could not be journaled')
  await replica.send<'addPrint'>({
    type: 'addPrint',
    content: { kind: 'receipt', receipt: withoutNumbers(receipt), copy: true },
  })
  return true
}
