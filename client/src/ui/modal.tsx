import X from 'lucide-solid/icons/x'
import { createUniqueId, type JSX, onCleanup, onMount, Show, Suspense } from 'solid-js'
import { t } from '../i18n/translate.ts'
import './modal.css'
import { Button } from './button.tsx'
import { ModalToasts } from './toast.tsx'

export interface ModalProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly children: JSX.Element
  /** Buttons at the foot, the main one last. */
  readonly actions?: JSX.Element
}

/**
 * The browser's own modal `<dialog>`: it traps the focus, makes the rest inert and gives the focus back, for no
 * bytes. Keys still bubble to `window`, so a scan while one is open is not lost.
 */
function ModalSurface(props: ModalProps & { readonly kind: 'dialog' | 'sheet' }): JSX.Element {
  const id = createUniqueId()
  let dialog: HTMLDialogElement | undefined
  onMount(() => dialog?.showModal())
  onCleanup(() => dialog?.close())
  return (
    <dialog
      ref={dialog}
      class={`ui-modal ui-modal--${props.kind}`}
      aria-labelledby={id}
      onCancel={event => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={event => event.target === event.currentTarget && props.onClose()}
      onKeyDown={event => event.key === 'Escape' && event.stopPropagation()}
    >
      <div class="ui-modal__frame">
        <div class="ui-modal__header">
          <h2 id={id}>{props.title}</h2>
          <Button variant="quiet" size="till" icon={X} onClick={() => props.onClose()}>
            {t('ui.action.close')}
          </Button>
        </div>
        {/* In the tab order: a long text without buttons is scrolled by keys. */}
        <div class="ui-modal__body" tabindex={0}>
          {/* What is still loading waits in here: a dialog that is taken out of the page and put back is modal no more. */}
          <Suspense>{props.children}</Suspense>
        </div>
        <Show when={props.actions}>
          <div class="ui-modal__actions">{props.actions}</div>
        </Show>
      </div>
      <ModalToasts />
    </dialog>
  )
}

/** A question or a short form in the middle. Opened by a person, never by itself. */
export function Dialog(props: ModalProps): JSX.Element {
  return (
    <Show when={props.open}>
      <ModalSurface {...props} kind="dialog" />
    </Show>
  )
}

/** More about something: from the side, on narrow screens from below. */
export function Sheet(props: ModalProps): JSX.Element {
  return (
    <Show when={props.open}>
      <ModalSurface {...props} kind="sheet" />
    </Show>
  )
}
