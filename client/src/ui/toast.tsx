import { batch, createSignal, For, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './toast.css'

export interface ToastMessage {
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface ShownToast extends ToastMessage {
  readonly id: number
  /** When it was said, by the page's clock. */
  readonly since: number
  /** Read out already, in another place than where it is shown now. */
  readonly isSaid: boolean
}

/** Long enough to read and to reach the button; with an action it stays longer. */
const SHOWN_MS = 5_000
const SHOWN_WITH_ACTION_MS = 8_000
/** How long it waits for somebody who is on its button. */
const HELD_MS = 1_000
const MOST = 3
/** What was said this long before its place closes was read out there: what is said in closing was not. */
const READ_MS = 250

const [toasts, setToasts] = createSignal<readonly ShownToast[]>([])
/** The modal dialogs that are open, the one in front last. */
const [fronts, setFronts] = createSignal<readonly symbol[]>([])
let lastId = 0
/** The message on whose button the focus is. */
let held: number | null = null

/** Says something that needs no answer; an action (undo) may be offered. Returns how to take it back. */
export function showToast(message: ToastMessage): () => void {
  lastId += 1
  const toast: ShownToast = { ...message, id: lastId, since: performance.now(), isSaid: false }
  const dismiss = () => setToasts(all => all.filter(({ id }) => id !== toast.id))
  const leave = () => {
    if (held === toast.id) setTimeout(leave, HELD_MS)
    else dismiss()
  }
  setToasts(all => [...all, toast].slice(-MOST))
  setTimeout(leave, message.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS)
  return dismiss
}

/**
 * Where messages appear. Each screen places one where it covers nothing that is needed: on the till over the foot
 * of the products, never over Pay, the keypad or the search field. While a dialog is open it has them: see below.
 */
export function ToastRegion(props: { readonly class?: string }): JSX.Element {
  return <Toasts class={props.class ?? ''} toasts={fronts().length === 0 ? toasts() : []} />
}

/**
 * Where they appear while a modal dialog is open, to be placed inside it: what is outside of it lies behind it, and
 * can neither be pressed nor is it read out. Of several dialogs the one in front has them.
 */
export function ModalToasts(): JSX.Element {
  const self = Symbol()
  onMount(() => moveTo(open => [...open, self]))
  onCleanup(() => moveTo(open => open.filter(each => each !== self)))
  return <Toasts class="ui-toasts--modal" toasts={fronts().at(-1) === self ? toasts() : []} />
}

/** They stand elsewhere from now on, and are not read out there again. */
function moveTo(change: (open: readonly symbol[]) => readonly symbol[]): void {
  const readBefore = performance.now() - READ_MS
  batch(() => {
    setToasts(all => all.map(each => (each.since < readBefore ? { ...each, isSaid: true } : each)))
    setFronts(change)
  })
}

function Toasts(props: { readonly class: string; readonly toasts: readonly ShownToast[] }): JSX.Element {
  const label = () => (props.toasts.length === 0 ? undefined : t('ui.toast.region'))
  return (
    <section class={`ui-toasts ${props.class}`} aria-label={label()}>
      <For each={props.toasts.filter(({ isSaid }) => isSaid)}>{toast => <Toast toast={toast} />}</For>
      {/* Always there: only what comes into it later is read out. */}
      <div class="ui-toasts__new" aria-live="polite">
        <For each={props.toasts.filter(({ isSaid }) => !isSaid)}>{toast => <Toast toast={toast} />}</For>
      </div>
    </section>
  )
}

function Toast(props: { readonly toast: ShownToast }): JSX.Element {
  const { id } = props.toast
  const release = () => {
    if (held === id) held = null
  }
  onCleanup(release)
  return (
    <div class="ui-toast">
      <span class="ui-toast__text">{props.toast.text}</span>
      <Show when={props.toast.action}>
        {action => (
          <button
            type="button"
            class="ui-toast__action"
            onFocus={() => {
              held = id
            }}
            onBlur={release}
            onClick={() => {
              action().run()
              setToasts(all => all.filter(each => each.id !== id))
            }}
          >
            {action().label}
          </button>
        )}
      </Show>
    </div>
  )
}
