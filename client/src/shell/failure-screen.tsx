import RotateCw from 'lucide-solid/icons/rotate-cw'
import TriangleAlert from 'lucide-solid/icons/triangle-alert'
import type { JSX } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icon.tsx'
import './shell.css'

/** What browsers say when a part of the app is not there: offline, or replaced by a new version. */
const CHUNK_FAILURE = /dynamically imported module|module script failed|Unable to preload|error loading/i

/** In place of a screen that failed: what happened, that nothing was lost, what to do. */
export function FailureScreen(props: { readonly error: unknown; readonly onRetry: () => void }): JSX.Element {
  const details = () => (props.error instanceof Error ? props.error.message : String(props.error))
  const isChunk = () => CHUNK_FAILURE.test(details())
  return (
    <main class="shell-page" data-screen="failure">
      <div class="shell-card" role="alert">
        <span class="shell-card__icon shell-card__icon--critical">
          <Icon of={TriangleAlert} size="large" />
        </span>
        <h1>{t('ui.failure.title')}</h1>
        <p>{isChunk() ? t('ui.failure.chunk') : t('ui.failure.body')}</p>
        <div class="shell-card__actions">
          <Button size="till" onClick={() => props.onRetry()}>
            {t('ui.action.retry')}
          </Button>
          <Button size="till" variant="primary" icon={RotateCw} onClick={() => window.location.reload()}>
            {t('ui.action.reload')}
          </Button>
        </div>
        <details class="shell-card__details">
          <summary>{t('ui.failure.details')}</summary>
          <code>{details()}</code>
        </details>
      </div>
    </main>
  )
}
