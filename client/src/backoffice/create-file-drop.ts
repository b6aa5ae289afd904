import { type Accessor, createSignal } from 'solid-js'

/** What an element needs that files are dropped on. */
export interface FileDropTarget {
  /** Whether something is held over it. */
  readonly isOver: Accessor<boolean>
  /** To be spread on the element. */
  readonly handlers: {
    readonly onDragOver: (event: DragEvent) => void
    readonly onDragLeave: () => void
    readonly onDrop: (event: DragEvent) => void
  }
}

/** @param take is given the first file of a drop; undefined when something else was dropped */
export function createFileDrop(take: (file: File | undefined) => void): FileDropTarget {
  const [isOver, setOver] = createSignal(false)
  return {
    isOver,
    handlers: {
      onDragOver: event => {
        // Without this the browser opens what is dropped, and the page is gone.
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: () => setOver(false),
      onDrop: event => {
        event.preventDefault()
        setOver(false)
        take(event.dataTransfer?.files[0])
      },
    },
  }
}
