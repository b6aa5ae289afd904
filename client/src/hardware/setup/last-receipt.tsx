import { createEffect, createSignal, type JSX, Show } from 'solid-js'
import { inLanguage, language, t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { createLiveQuery } from '../../local/live-query.ts'
import type { Receipt } from '../../local/receipt.ts'
import { useLocalDatabase } from '../../local/use-database.ts'
import { loadReceiptTexts } from '../printing/encode-content.ts'
import { layOut } from '../printing/lay-out.ts'
import { receiptBlocks, templateOf } from '../printing/receipt-template.ts'
import { PaperPreview } from './paper-preview.tsx'

/** The last receipt of this till, line for line as the printer gets it. */
export function LastReceipt(props: { readonly columns: number; readonly store: StoreRow }): JSX.Element {
  const database = useLocalDatabase()
  const receipt = createLiveQuery(async (): Promise<Receipt | null> => {
    const last = await database.journal
      .reverse()
      .filter(row => row.receipt !== null)
      .first()
    return last?.receipt ?? null
  })
  const [spoken, setSpoken] = createSignal(language())
  createEffect(() => void loadReceiptTexts(props.store, receipt() ?? undefined).then(setSpoken))
  const lines = (shown: Receipt) =>
    inLanguage(spoken(), () =>
      layOut(
        receiptBlocks(templateOf(props.store), {
          receipt: shown,
          copy: false,
          timeZone: props.store.timeZone,
        }),
        props.columns,
      ),
    )
  return (
    <Show when={receipt()}>
      {shown => (
        <PaperPreview title={t('hardware.setup.preview')} columns={props.columns} lines={lines(shown())} />
      )}
    </Show>
  )
}
