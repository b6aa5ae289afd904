import { rightToAsk } from '@evertill/crdt-model'
import { type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Notice } from '../ui/notice.tsx'
import { refusalWords } from './refusal-words.ts'
import type { PaymentProblem } from './sale-store.ts'
import { useTill } from './till-context.tsx'

/** Why the sale was not stored, and that it is still there to be tried again. */
export function PaymentProblemNotice(props: { readonly problem: PaymentProblem | null }): JSX.Element {
  const till = useTill()
  return (
    <Show when={props.problem}>
      {problem => (
        <Notice
          kind={problem().kind === 'due-changed' ? 'warning' : 'error'}
          title={t(problem().kind === 'due-changed' ? 'till.failure.dueChanged' : 'till.failure.title')}
          onRetry={mayRetry(problem()) ? () => void till.sales.finish() : undefined}
        >
          {explain(problem(), amount => formatMoney(amount, till.currency()))}
        </Notice>
      )}
    </Show>
  )
}

/** What was refused for want of a right is asked for again by trying again. */
function mayRetry(problem: PaymentProblem): boolean {
  if (problem.kind === 'refused') return rightToAsk(problem.refusal) !== null
  return problem.kind === 'storage-failed' || problem.kind === 'no-answer'
}

function explain(problem: PaymentProblem, inWords: (amount: number) => string): string {
  switch (problem.kind) {
    case 'storage-failed':
      return `${t('till.failure.storage')} ${t('till.failure.details', { message: problem.message })}`
    case 'no-answer':
      return t('till.failure.command')
    case 'not-signed-in':
      return t('till.failure.signedOut')
    case 'due-changed':
      return t('till.failure.dueChangedText', {
        before: inWords(problem.before),
        after: inWords(problem.after),
      })
    case 'refused':
      return refusalWords(problem.refusal, inWords)
  }
}
