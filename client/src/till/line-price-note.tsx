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

/**
 * Says quietly that the catalog moved since the line was rung up: its price, or the product is in it no more. The line
 * stays as it is. SPEC L1.
 */
export function LinePriceNote(props: LinePriceNoteProps): JSX.Element {
  const till = useTill()
  const priceNow = () => {
    const price = props.product === undefined ? null : till.sales.priceOf(props.product)
    return price !== null && price !== props.line.listPrice ? price : null
  }
  /** The price of the shop's own, which promotions are for; only one that a person had set is set again. */
  const takePrice = (price: number) => {
    const { product, line } = props
    if (product !== undefined && line.unitPrice === line.listPrice)
      till.sales.reprice(new Map([[product.id, product.price]]))
    else till.sales.setUnitPrice(line.id, price)
  }
  const isDisputed = () => props.product?.conflicts.includes('price') === true
  const inWords = (minor: number) => formatMoney(minor, till.currency())
  return (
    <>
      <Show when={props.product?.archived}>
        <p class="till-line__note">{t('till.line.archived')}</p>
      </Show>
      <Show when={isDisputed()}>
        <p class="till-line__note">
          {t('till.line.priceConflict', { price: inWords(props.product?.price ?? props.line.listPrice) })}
        </p>
      </Show>
      <Show when={priceNow() !== null && priceNow() !== props.line.unitPrice ? priceNow() : null} keyed>
        {price => (
          <p class="till-line__note">
            <span>{t('till.line.priceNow', { price: inWords(price) })}</span>
            <button type="button" class="till-line__link" onClick={() => takePrice(price)}>
              {t('till.line.usePrice')}
            </button>
          </p>
        )}
      </Show>
    </>
  )
}
