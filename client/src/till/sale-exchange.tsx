import { type JSX, lazy, Show, Suspense } from 'solid-js'
import { loadTexts } from '../i18n/translate.ts'
import { useTill } from './till-context.tsx'

/** Loaded when goods come back in exchange: most sales have none. */
const ExchangeBar = lazy(async () => {
  const [part] = await Promise.all([import('./returns/exchange-bar.tsx'), loadTexts('returns')])
  return { default: part.ExchangeBar }
})

/** What comes back and pays for the sale on screen, where anything does. */
export function SaleExchange(props: { readonly removable?: boolean }): JSX.Element {
  const { sales } = useTill()
  return (
    <Show when={sales.exchange()}>
      {exchange => (
        <Suspense>
          <ExchangeBar
            exchange={exchange()}
            total={sales.totals().total}
            removable={props.removable === true}
          />
        </Suspense>
      )}
    </Show>
  )
}
