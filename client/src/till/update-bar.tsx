import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { applyUpdate, updateReady } from '../pwa/register.ts'
import { Button } from '../ui/button.tsx'
import './update-bar.css'

/** A new version is there: said in a thin bar, applied by a person, and never under an open sale. */
export function UpdateBar(): JSX.Element {
  const [saleOpen, setSaleOpen] = createSignal(false)
  const apply = async () => setSaleOpen((await applyUpdate()) === 'sale-open')
  return (
    <Show when={updateReady()}>
      <div class="till-update" role="status">
        <span>{t(saleOpen() ? 'till.update.saleOpen' : 'till.update.ready')}</span>
        <Button size="till" variant="quiet" onClick={() => void apply()}>
          {t('till.update.apply')}
        </Button>
      </div>
    </Show>
  )
}
