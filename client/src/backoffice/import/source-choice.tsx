import FileUp from 'lucide-solid/icons/file-up'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type CsvReading, type CsvTable, readCsv } from './read-csv.ts'

/** Where the list comes from: a file, chosen or dropped, or pasted text. */
export function SourceChoice(props: {
  readonly onTable: (table: CsvTable, name: string) => void
}): JSX.Element {
  const id = createUniqueId()
  const [text, setText] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const [over, setOver] = createSignal(false)

  const use = (content: string, name: string) => {
    const reading = readCsv(content)
    setProblem(reading.ok ? undefined : readingWords(reading))
    if (reading.ok) props.onTable(reading.table, name)
  }
  const useFile = async (file: File | undefined) => {
    if (file === undefined) return
    use(decodeText(await file.arrayBuffer()), file.name)
  }
  return (
    <div class="office-stack">
      <label
        class="import-drop"
        classList={{ 'import-drop--over': over() }}
        for={id}
        onDragOver={event => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault()
          setOver(false)
          void useFile(event.dataTransfer?.files[0])
        }}
      >
        <Icon of={FileUp} size="large" />
        <strong>{t('office.import.choose')}</strong>
        <span class="office-muted">{t('office.import.drop')}</span>
        <span class="office-muted">{t('office.import.sample')}</span>
        <input
          id={id}
          class="visually-hidden"
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain,text/tab-separated-values"
          onChange={event => {
            void useFile(event.currentTarget.files?.[0])
            // The same file chosen again, after it was corrected, is a change too.
            event.currentTarget.value = ''
          }}
        />
      </label>
      <Show when={problem()}>{words => <Notice kind="error" title={words()} />}</Show>
      <form
        class="office-stack"
        onSubmit={event => {
          event.preventDefault()
          use(text(), '')
        }}
      >
        <TextField
          label={t('office.import.paste')}
          description={t('office.import.pasteHint')}
          value={text()}
          onValue={setText}
          lines={5}
        />
        <div>
          <Button type="submit" unavailable={text().trim() === '' && t('office.import.pasteHint')}>
            {t('office.import.read')}
          </Button>
        </div>
      </form>
    </div>
  )
}

/** UTF-8, or what older spreadsheets write when the bytes are not UTF-8: Windows-1252. UTF-16 by its mark. */
export function decodeText(bytes: ArrayBuffer): string {
  const [first, second] = new Uint8Array(bytes.slice(0, 2))
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

function readingWords(reading: Extract<CsvReading, { ok: false }>): string {
  switch (reading.reason) {
    case 'empty':
      return t('office.import.reading.empty')
    case 'only-a-header':
      return t('office.import.reading.onlyAHeader')
    case 'one-column':
      return t('office.import.reading.oneColumn')
    case 'not-text':
      return t('office.import.reading.notText')
    case 'too-many-rows':
      return t('office.import.reading.tooManyRows')
  }
}
