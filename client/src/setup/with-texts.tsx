import { createResource, type JSX, Show } from 'solid-js'
import type { Area } from '../i18n/text-types.ts'
import { loadTexts } from '../i18n/translate.ts'
import { Skeleton } from '../ui/skeleton.tsx'

/** Shows a screen that speaks in the words of several areas once they are all there. */
export function WithTexts(props: {
  readonly areas: readonly Area[]
  readonly children: JSX.Element
}): JSX.Element {
  const [loaded] = createResource(async () => {
    await loadTexts(...props.areas)
    return true
  })
  return (
    <Show when={loaded()} fallback={<Skeleton count={3} />}>
      {props.children}
    </Show>
  )
}
