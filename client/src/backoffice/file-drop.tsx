import FileUp from 'lucide-solid/icons/file-up'
import { createUniqueId, For, type JSX } from 'solid-js'
import { Icon } from '../ui/icon.tsx'
import { createFileDrop } from './create-file-drop.ts'
import { decodeText } from './decode-text.ts'
import './file-drop.css'

const LISTS = '.csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values'

/** A file with a list in it, chosen or dropped here. The browser's own button would speak the browser's language. */
export function FileDrop(props: {
  readonly title: string
  readonly hints?: readonly string[]
  /** What is written in the file, and the file's name. */
  readonly onText: (text: string, name: string) => void
}): JSX.Element {
  const id = createUniqueId()
  const read = async (file: File | undefined) => {
    if (file !== undefined) props.onText(decodeText(await file.arrayBuffer()), file.name)
  }
  const drop = createFileDrop(file => void read(file))
  return (
    <label class="file-drop" classList={{ 'file-drop--over': drop.isOver() }} for={id} {...drop.handlers}>
      <Icon of={FileUp} size="large" />
      <strong>{props.title}</strong>
      <For each={props.hints}>{hint => <span class="office-muted">{hint}</span>}</For>
      <input
        id={id}
        class="visually-hidden"
        type="file"
        accept={LISTS}
        onChange={event => {
          void read(event.currentTarget.files?.[0])
          // The same file chosen again, after it was corrected, is a change too.
          event.currentTarget.value = ''
        }}
      />
    </label>
  )
}
