import { couponKey } from '@evertill/crdt-model'
import Ticket from 'lucide-solid/icons/ticket'
import { createSignal, createUniqueId, For, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/modal.tsx'
import { TextField } from '../ui/text-field.tsx'
import './coupon-sheet.css'
import { gainOf, gainWords, takeCoupon } from './take-coupon.ts'
import { useTill } from './till-context.tsx'

/** Where a coupon's code is typed, and those that were presented are taken back. A scanned one needs none of it. */
export function CouponSheet(props: { readonly onClose: () => void }): JSX.Element {
  const till = useTill()
  const formId = createUniqueId()
  const [code, setCode] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const presented = () => till.sales.sale().coupons ?? []
  const use = (event: SubmitEvent) => {
    event.preventDefault()
    const key = couponKey(code())
    if (key === '') setProblem(t('till.coupon.noCode'))
    else if (takeCoupon(till, key)) props.onClose()
    else setProblem(t('till.coupon.unknown', { code: key }))
  }
  return (
    <Sheet
      open
      onClose={props.onClose}
      title={t('till.coupon.title')}
      actions={
        <Button type="submit" form={formId} variant="primary" size="till" icon={Ticket}>
          {t('till.coupon.use')}
        </Button>
      }
    >
      <form id={formId} class="till-coupon-form" noValidate onSubmit={use}>
        <TextField
          label={t('till.coupon.code')}
          description={t('till.coupon.codeHint')}
          value={code()}
          onValue={text => {
            setCode(text)
            setProblem(undefined)
          }}
          error={problem()}
          name="coupon"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          maxLength={40}
          autofocus
        />
        <Show when={presented().length > 0}>
          <ul class="till-coupon-form__list">
            <For each={presented()}>
              {each => (
                <li>
                  <span>{gainWords(till, each, gainOf(till, each))}</span>
                  <Button size="till" onClick={() => till.sales.withdrawCoupon(each)}>
                    {t('till.coupon.remove', { code: each })}
                  </Button>
                </li>
              )}
            </For>
          </ul>
        </Show>
      </form>
    </Sheet>
  )
}
