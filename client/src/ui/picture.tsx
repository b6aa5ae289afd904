import { type PictureHash, picturePath } from '@evertill/crdt-model'
import { createEffect, createSignal, type JSX, on, Show } from 'solid-js'
import './picture.css'

/**
 * A product's picture, or what stands in its place while it is not here: the box is the same. It says nothing that
 * the name beside it does not.
 */
export function Picture(props: {
  readonly picture: PictureHash | null | undefined
  readonly children: JSX.Element
}): JSX.Element {
  const [failed, setFailed] = createSignal(false)
  createEffect(
    on(
      () => props.picture,
      () => setFailed(false),
      { defer: true },
    ),
  )
  return (
    <Show when={!failed() && props.picture} fallback={props.children}>
      {hash => (
        <img
          class="ui-picture"
          src={picturePath(hash())}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(true)}
        />
      )}
    </Show>
  )
}
