import { type JSX, Show } from 'solid-js'
import type { ItemQuestion } from './item-questions.ts'
import { PriceQuestion } from './price-question.tsx'
import { SerialQuestion } from './serial-question.tsx'
import { useTill } from './till-context.tsx'
import { WeightQuestion } from './weight-question.tsx'

/** What has to be known before an item can be rung up, asked where its line will be. */
export function ItemQuestionBar(): JSX.Element {
  const till = useTill()
  return (
    <Show when={till.sales.question()} keyed>
      {question => <Asked question={question} />}
    </Show>
  )
}

function Asked(props: { readonly question: ItemQuestion }): JSX.Element {
  switch (props.question.missing) {
    case 'price':
      return <PriceQuestion question={props.question} />
    case 'quantity':
      return <WeightQuestion question={props.question} />
    case 'serial':
      return <SerialQuestion question={props.question} />
  }
}
