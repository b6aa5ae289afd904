import type { PayingSale } from '@evertill/crdt-model'
import { createMemo, For, type JSX, Show } from 'solid-js'
import { formatMoney, formatRate } from '../i18n/format.ts'
import { t } from '../i18n/translate.ts'
import { Chip } from '../ui/chip.tsx'
import { useTill } from './till-context.tsx'
import { tipSuggestions } from './tip-suggestions.ts'

/** Tips that the store proposes, and any other; nothing where the store asks for none. */
export function TipRow(props: { readonly sale: PayingSale; readonly onOther: () => void }): JSX.Element {
  const till = useTill()
  const money = (minor: number) => formatMoney(minor, till.currency())
  const proposed = createMemo(() => tipSuggestions(till.store(), props.sale.totals.total))
  const tip = () => props.sale.tip ?? 0
  const isOther = () => tip() > 0 && !proposed().some(({ amount }) => amount === tip())
  return (
    <Show when={proposed().length > 0}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be a row in every browser */}
      <div class="till-tips" role="group" aria-label={t('till.pay.tip')}>
        <span class="till-tips__title" aria-hidden="true">
          {t('till.pay.tip')}
        </span>
        <Chip size="till" selected={tip() === 0} onSelect={() => till.sales.setTip(0)}>
          {t('till.pay.noTip')}
        </Chip>
        <For each={proposed()}>
          {({ millionths, amount }) => (
            <Chip size="till" selected={tip() === amount} onSelect={() => till.sales.setTip(amount)}>
              <span class="tabular">
                {t('till.pay.tipOf', { rate: formatRate(millionths), amount: money(amount) })}
              </span>
            </Chip>
          )}
        </For>
        <Chip size="till" selected={isOther()} onSelect={() => props.onOther()}>
          {isOther() ? money(tip()) : t('till.pay.otherTip')}
        </Chip>
      </div>
    </Show>
  )
}
