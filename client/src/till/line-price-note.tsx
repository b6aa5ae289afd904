import type { SaleLine } from '@evertill/crdt-model'
import { type JSX, Show } from 'solid-js'
import { formatMoney } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import type { ProductRow } from '../local/database.ts'
import { useTill } from './till-context.tsx'

export interface LinePriceNoteProps {
  readonly line: SaleLine
  readonly product: ProductRow | undefined
}

/** Says quietly that the catalog's price moved since the line was rung up, or that managers disagree about it. */
export function LinePriceNote(props: LinePriceNoteProps): JSX.Element {
  const till = useTill()
  const priceNow = () => {
    const price = props.product?.price ?? null
    return price !== null && price !== props.line.listPrice ? price : null
  }
  const isDisputed = () => props.product?.conflicts.includes('price') === true
  const inWords = (minor: number) => formatMoney(minor, till.currency())
  return (
    <>
      <Show when={isDisputed()}>
        <p class="till-line__note">
          {t('till.line.priceConflict', { price: inWords(props.product?.price ?? props.line.listPrice) })}
        </p>
      </Show>
      <Show when={priceNow() !== null && priceNow() !== props.line.unitPrice ? priceNow() : null} keyed>
        {price => (
          <p class="till-line__note">
            <span>{t('till.line.priceNow', { price: inWords(price) })}</span>
            <button
              type="button"
              class="till-line__link"
              onClick={() => till.sales.setUnitPrice(props.line.id, price)}
            >
              {t('till.line.usePrice')}
            </button>
          </p>
        )}
      </Show>
    </>
  )
}
