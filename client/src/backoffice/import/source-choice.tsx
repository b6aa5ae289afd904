import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FileDrop } from '../file-drop.tsx'
import { type CsvReading, type CsvTable, readCsv } from './read-csv.ts'

/** Where the list comes from: a file, chosen or dropped, or pasted text. */
export function SourceChoice(props: {
  readonly onTable: (table: CsvTable, name: string) => void
}): JSX.Element {
  const [text, setText] = createSignal('')
  const [problem, setProblem] = createSignal<string>()

  const use = (content: string, name: string) => {
    const reading = readCsv(content)
    setProblem(reading.ok ? undefined : readingWords(reading))
    if (reading.ok) props.onTable(reading.table, name)
  }
  return (
    <div class="office-stack">
      <FileDrop
        title={t('office.import.choose')}
        hints={[t('office.import.drop'), t('office.import.sample')]}
        onText={use}
      />
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

/** Why a text is no list, in a sentence. */
export function readingWords(reading: Extract<CsvReading, { ok: false }>): string {
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
