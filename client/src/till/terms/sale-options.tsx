import CirclePause from 'lucide-solid/icons/circle-pause'
import Landmark from 'lucide-solid/icons/landmark'
import Percent from 'lucide-solid/icons/percent'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, type JSX, Match, onMount, Switch } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useTill } from '../till-context.tsx'
import { DiscountPad } from './discount-pad.tsx'
import { ExemptionForm } from './exemption-form.tsx'
import './terms.css'

type Mode = 'discount' | 'exemption'

/** What can be done with the whole sale beside selling it: in place, below its lines. */
export function SaleOptions(props: { readonly onDone: () => void }): JSX.Element {
  const till = useTill()
  const { sales, approval } = till
  const [mode, setMode] = createSignal<Mode | null>(null)
  let frame: HTMLElement | undefined
  onMount(() => frame?.querySelector('button')?.focus())
  const cancel = async () => {
    if (!(await approval.ask('cancel-sale'))) return
    const undo = sales.cancel()
    props.onDone()
    showToast({ text: t('terms.cancelled'), action: { label: t('ui.action.undo'), run: undo } })
  }
  const parkNamed = () => {
    props.onDone()
    till.parked.setSheet('name')
  }
  const exempt = async () => {
    if (await approval.ask('exempt-tax', sales.sale().id)) setMode('exemption')
  }
  return (
    <section
      class="till-terms"
      aria-label={t('terms.title')}
      ref={frame}
      onKeyDown={event => {
        if (event.key !== 'Escape' || mode() !== null) return
        event.stopPropagation()
        props.onDone()
      }}
    >
      <Switch>
        <Match when={mode() === null}>
          <div class="till-terms__row">
            <Button size="till" icon={Percent} onClick={() => setMode('discount')}>
              {t('terms.discount.sale')}
            </Button>
            <Button size="till" icon={Landmark} onClick={() => void exempt()}>
              {t('terms.exemption.title')}
            </Button>
            <Button size="till" icon={CirclePause} onClick={parkNamed}>
              {t('terms.parkNamed')}
            </Button>
            <Button class="till-terms__cancel" size="till" icon={Trash} onClick={() => void cancel()}>
              {t('terms.cancel')}
            </Button>
          </div>
        </Match>
        <Match when={mode() === 'discount'}>
          <DiscountPad
            discount={sales.sale().discount}
            onDiscount={sales.discountSale}
            onDone={props.onDone}
          />
        </Match>
        <Match when={mode() === 'exemption'}>
          <ExemptionForm
            exemption={sales.sale().exemption}
            onExemption={sales.exempt}
            onDone={props.onDone}
          />
        </Match>
      </Switch>
    </section>
  )
}
