import { type JSX, Show, Suspense } from 'solid-js'
import { later } from './later.ts'
import { useTill } from './till-context.tsx'

const ItemQuestionBar = later(async () => (await import('./item-question.tsx')).ItemQuestionBar)

/** What has to be asked of the last item, once there is something to ask. */
export function ItemQuestion(): JSX.Element {
  const till = useTill()
  return (
    <Show when={till.sales.question() !== null}>
      <Suspense>
        <ItemQuestionBar />
      </Suspense>
    </Show>
  )
}
