import ArrowLeft from 'lucide-solid/icons/arrow-left'
import type { JSX } from 'solid-js'
import { t } from '../../i18n/translate.ts'
import { Button } from '../../ui/button.tsx'
import type { DeviceKind } from './device-list.tsx'

/** The way back to all devices, and which kind this is about. */
export function DeviceHead(props: { readonly kind: DeviceKind; readonly onBack: () => void }): JSX.Element {
  return (
    <>
      <div>
        <Button size="till" variant="quiet" icon={ArrowLeft} onClick={() => props.onBack()}>
          {t('devices.list.back')}
        </Button>
      </div>
      <h3 class="hardware__heading">{t(`devices.${props.kind}.title`)}</h3>
    </>
  )
}
