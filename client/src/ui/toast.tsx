import { createSignal, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './toast.css'

export interface ToastMessage {
  readonly text: string
  readonly action?: { readonly label: string; readonly run: () => void }
}

interface ShownToast extends ToastMessage {
  readonly id: number
}

/** Long enough to read and to reach the button; with an action it stays longer. */
const SHOWN_MS = 5_000
const SHOWN_WITH_ACTION_MS = 8_000
const MOST = 3

const [toasts, setToasts] = createSignal<readonly ShownToast[]>([])
let lastId = 0

/** Says something that needs no answer; an action (undo) may be offered. Returns how to take it back. */
export function showToast(message: ToastMessage): () => void {
  lastId += 1
  const toast: ShownToast = { ...message, id: lastId }
  const dismiss = () => setToasts(all => all.filter(each => each.id !== toast.id))
  setToasts(all => [...all, toast].slice(-MOST))
  setTimeout(dismiss, message.action === undefined ? SHOWN_MS : SHOWN_WITH_ACTION_MS)
  return dismiss
}

/**
 * Where messages appear. Each screen places one where it covers nothing that is needed: on the till over the foot
 * of the products, never over Pay, the keypad or the search field.
 */
export function ToastRegion(props: { readonly class?: string }): JSX.Element {
  return (
    <section class={`ui-toasts ${props.class ?? ''}`} aria-label={t('ui.toast.region')} aria-live="polite">
      <For each={toasts()}>
        {toast => (
          <div class="ui-toast">
            <span class="ui-toast__text">{toast.text}</span>
            <Show when={toast.action}>
              {action => (
                <button
                  type="button"
                  class="ui-toast__action"
                  onClick={() => {
                    action().run()
                    setToasts(all => all.filter(each => each.id !== toast.id))
                  }}
                >
                  {action().label}
                </button>
              )}
            </Show>
          </div>
        )}
      </For>
    </section>
  )
}
