import { type PictureHash, picturePath } from '@evertill/crdt-model'
import { createEffect, createSignal, type JSX, on, onCleanup, Show } from 'solid-js'
import { RetryTimer } from '../local/retry-timer.ts'
import './picture.css'

/** Pauses between attempts at a picture that could not be had, milliseconds. */
const FIRST_PAUSE = 2_000
const LONGEST_PAUSE = 60_000

/**
 * A product's picture, or what stands in its place while it is not here: the box is the same. It says nothing that
 * the name beside it does not. A record names a picture before the relay has it, and a till outlives outages: what
 * failed is tried again for as long as it is looked at.
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
  createEffect(() => {
    const { picture } = props
    if (failed() && picture) onCleanup(untilLoaded(picture, () => setFailed(false)))
  })
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

/** Tries to have a picture, unseen. @returns what ends it */
function untilLoaded(hash: PictureHash, onLoad: () => void): () => void {
  const timer = new RetryTimer({
    firstPause: FIRST_PAUSE,
    longestPause: LONGEST_PAUSE,
    work: () => {
      const image = new Image()
      image.onload = onLoad
      image.onerror = () => timer.later()
      image.src = picturePath(hash)
    },
  })
  timer.later()
  return () => timer.stop()
}
