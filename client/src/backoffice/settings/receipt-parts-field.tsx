import {
  NEEDED_RECEIPT_PARTS,
  RECEIPT_DETAILS,
  type ReceiptDetail,
  type ReceiptPart,
  type Store,
  USUAL_RECEIPT_PARTS,
} from '@evertill/crdt-model'
import ArrowDown from 'lucide-solid/icons/arrow-down'
import ArrowUp from 'lucide-solid/icons/arrow-up'
import { For, type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import type { StoreRow } from '../../local/database.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { createOwnEdit } from './create-own-edit.ts'
import { movePart, togglePart, withAllParts } from './order-parts.ts'

/** What stands on a receipt, in which order, and what is said besides. */
export function ReceiptPartsField(props: {
  readonly store: StoreRow
  readonly onValues: (values: Partial<Store>) => void
}): JSX.Element {
  const [parts, noteParts] = createOwnEdit<readonly ReceiptPart[]>(
    () => props.store.receiptParts ?? USUAL_RECEIPT_PARTS,
  )
  const [details, noteDetails] = createOwnEdit<readonly ReceiptDetail[]>(
    () => props.store.receiptDetails ?? RECEIPT_DETAILS,
  )
  const write = (receiptParts: readonly ReceiptPart[]) => {
    noteParts(receiptParts)
    props.onValues({ receiptParts })
  }
  const setDetail = (detail: ReceiptDetail, on: boolean) => {
    const receiptDetails = RECEIPT_DETAILS.filter(each => (each === detail ? on : details().includes(each)))
    noteDetails(receiptDetails)
    props.onValues({ receiptDetails })
  }
  const name = (part: ReceiptPart) => t(`office.receipt.parts.${part}`)
  return (
    <>
      <h3 class="settings-card__title">{t('office.receipt.order')}</h3>
      <ol class="receipt-editor__parts">
        <For each={withAllParts(parts())}>
          {part => (
            <li class="receipt-editor__part">
              <Show
                when={!NEEDED_RECEIPT_PARTS.includes(part)}
                fallback={
                  <span>
                    {name(part)} <span class="receipt-editor__always">· {t('office.receipt.always')}</span>
                  </span>
                }
              >
                <Switch
                  label={name(part)}
                  checked={parts().includes(part)}
                  onChecked={on => write(togglePart(parts(), part, on))}
                />
              </Show>
              <Show when={parts().includes(part)}>
                <Button
                  iconOnly
                  variant="quiet"
                  icon={ArrowUp}
                  onClick={() => write(movePart(parts(), part, -1))}
                >
                  {t('office.receipt.up', { part: name(part) })}
                </Button>
                <Button
                  iconOnly
                  variant="quiet"
                  icon={ArrowDown}
                  onClick={() => write(movePart(parts(), part, 1))}
                >
                  {t('office.receipt.down', { part: name(part) })}
                </Button>
              </Show>
            </li>
          )}
        </For>
      </ol>
      <h3 class="settings-card__title">{t('office.receipt.details')}</h3>
      <For each={RECEIPT_DETAILS}>
        {detail => (
          <Switch
            label={t(`office.receipt.detail.${detail}`)}
            checked={details().includes(detail)}
            onChecked={on => setDetail(detail, on)}
          />
        )}
      </For>
    </>
  )
}
