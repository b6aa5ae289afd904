import {
  NO_CURRENCY,
  parseCurrency,
  type ReceiptLanguage,
  type Store,
  type StoreReceipt,
  validateStoreField,
} from '@evertill/crdt-model'
import { createEffect, createMemo, createSignal, For, type JSX } from 'solid-js'
import { loadReceiptTexts } from '../../hardware/printing/encode-content.ts'
import { layOut } from '../../hardware/printing/lay-out.ts'
import { receiptBlocks, templateOf } from '../../hardware/printing/receipt-template.ts'
import { PaperPreview } from '../../hardware/setup/paper-preview.tsx'
import { inLanguage, language, t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { SAMPLES, type Sample, sampleReceipt } from '../../receipt/sample-receipt.ts'
import { storeOnReceipt } from '../../receipt/store-on-receipt.ts'
import { Chip } from '../../ui/chip.tsx'
import { Select } from '../../ui/select.tsx'
import { problemWords } from '../problem-words.ts'
import { ReceiptLogoField } from './receipt-logo-field.tsx'
import { ReceiptPartsField } from './receipt-parts-field.tsx'
import './receipt-editor.css'
import { ReceiptReach } from './receipt-reach.tsx'
import { SavedText } from './saved-text.tsx'

const LANGUAGES = ['till', 'en', 'es'] as const satisfies readonly ReceiptLanguage[]
const PAPERS = [
  { columns: 32, name: 'paper58' },
  { columns: 48, name: 'paper80' },
] as const

/** Logo, texts and parts of a store's receipts, beside a receipt as the printers of the store print it. */
export function ReceiptEditor(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const save = (field: 'receiptHeader' | 'receiptLegal', text: string): string | null => {
    const problem = validateStoreField(field, text)
    if (problem !== null) return problemWords(problem)
    props.onValues({ [field]: text } satisfies Partial<StoreReceipt>)
    return null
  }
  const languages = createMemo(() =>
    LANGUAGES.map(value => ({ value, label: t(`office.receipt.languages.${value}`) })),
  )
  return (
    <div class="receipt-editor">
      <div class="settings-card">
        <ReceiptLogoField
          logo={props.store.receiptLogo ?? null}
          onLogo={receiptLogo => props.onValues({ receiptLogo })}
        />
        <SavedText
          label={t('office.receipt.header')}
          description={t('office.receipt.headerHint')}
          lines={2}
          stored={props.store.receiptHeader ?? ''}
          onSave={text => save('receiptHeader', text.trim())}
        />
        <SavedText
          label={t('office.receipt.legal')}
          description={t('office.receipt.legalHint')}
          lines={3}
          stored={props.store.receiptLegal ?? ''}
          onSave={text => save('receiptLegal', text.trim())}
        />
        <Select<ReceiptLanguage>
          label={t('office.receipt.language')}
          options={languages()}
          value={props.store.receiptLanguage ?? 'till'}
          onValue={receiptLanguage => props.onValues({ receiptLanguage })}
        />
        <ReceiptPartsField store={props.store} onValues={props.onValues} />
        <ReceiptReach />
      </div>
      <Preview store={props.store} />
    </div>
  )
}

/** A receipt that was never sold, laid out as the tills of the store lay theirs out. */
function Preview(props: { readonly store: StoreRow }): JSX.Element {
  const [columns, setColumns] = createSignal<number>(48)
  const [sample, setSample] = createSignal<Sample>('sale')
  const [spoken, setSpoken] = createSignal(language())
  createEffect(() => void loadReceiptTexts(props.store).then(setSpoken))
  const lines = createMemo(() => {
    const { store } = props
    return inLanguage(spoken(), () => {
      const receipt = sampleReceipt(
        sample(),
        storeOnReceipt(store),
        parseCurrency(store.currency) ?? NO_CURRENCY,
      )
      const blocks = receiptBlocks(templateOf(store), { receipt, copy: false, timeZone: store.timeZone })
      return layOut(blocks, columns())
    })
  })
  return (
    <div class="settings-card">
      <div class="receipt-editor__chips">
        <For each={PAPERS}>
          {paper => (
            <Chip selected={columns() === paper.columns} onSelect={() => setColumns(paper.columns)}>
              {t(`office.receipt.${paper.name}`)}
            </Chip>
          )}
        </For>
        <For each={SAMPLES}>
          {each => (
            <Chip selected={sample() === each} onSelect={() => setSample(each)}>
              {t(`office.receipt.samples.${each}`)}
            </Chip>
          )}
        </For>
      </div>
      <PaperPreview title={t('office.receipt.preview')} columns={columns()} lines={lines()} />
    </div>
  )
}
