import type { Store } from '@evertill/crdt-model'
import { createSignal, type JSX, lazy, Show, Suspense } from 'solid-js'
import { language, loadTextsIn, t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { Skeleton } from '../../ui/skeleton.tsx'

/** Loaded when somebody opens it: with the words of receipts, and the code that lays them out. */
const ReceiptEditor = lazy(async () => {
  const [part] = await Promise.all([
    import('./receipt-editor.tsx'),
    loadTextsIn(language(), 'till', 'hardware'),
  ])
  return { default: part.ReceiptEditor }
})

/** What the receipts of a store are like, folded away until somebody wants to know. */
export function ReceiptSettings(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const [isOpen, setOpen] = createSignal(false)
  return (
    <details class="settings-limits" onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{t('office.receipt.title')}</summary>
      <Show when={isOpen()}>
        <Suspense fallback={<Skeleton count={6} />}>
          <ReceiptEditor store={props.store} onValues={props.onValues} />
        </Suspense>
      </Show>
    </details>
  )
}
