import Mail from 'lucide-solid/icons/mail'
import QrCode from 'lucide-solid/icons/qr-code'
import { type JSX, Show } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import { useTill } from '../till-context.tsx'
import type { HandedOut, HandoutWay } from './create-handout-desk.ts'
import './handout-buttons.css'

/** How else than on paper a receipt gets to who bought: by a code, and by e-mail where the server sends any. */
export function HandoutButtons(props: Omit<HandedOut, 'by'>): JSX.Element {
  const till = useTill()
  const hand = (by: HandoutWay) => {
    const { epoch, number, receipt } = props
    till.handout.setOpen({ epoch, number, receipt, by })
  }
  return (
    <div class="till-handout-buttons">
      <Button size="till" wide icon={QrCode} onClick={() => hand('scan')}>
        {t('till.pay.scanReceipt')}
      </Button>
      <Show when={till.handout.letters()}>
        <Button size="till" wide icon={Mail} onClick={() => hand('mail')}>
          {t('till.pay.mailReceipt')}
        </Button>
      </Show>
    </div>
  )
}
