import { createEffect, type JSX, onCleanup, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { isLoopback } from '../../local/receipt-link.ts'
import { Notice } from '../../ui/notice.tsx'
import { QrCode } from '../../ui/qr-code.tsx'
import { useTill } from '../till-context.tsx'

/** The code of a receipt's link, here and on the customer's display as long as this is open. */
export function ScanPanel(props: {
  readonly link: string
  readonly receipt: string
  /** The server has the sale. */
  readonly hasArrived: boolean
}): JSX.Element {
  const till = useTill()
  createEffect(() => till.handout.setLink(props.link))
  onCleanup(() => till.handout.setLink(null))
  return (
    <>
      <div class="till-handout__code" data-link={props.link}>
        <QrCode text={props.link} label={t('handout.codeLabel', { number: props.receipt })} />
      </div>
      <p class="till-handout__hint">{t('handout.scanHint')}</p>
      <Show when={!props.hasArrived}>
        <Notice kind="offline" title={t('handout.scanWaiting')} />
      </Show>
      <Show when={isLoopback(till.handout.origin())}>
        <Notice kind="warning" title={t('handout.scanHere', { origin: till.handout.origin() })} />
      </Show>
    </>
  )
}
