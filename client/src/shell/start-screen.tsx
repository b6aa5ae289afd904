import { useNavigate } from '@solidjs/router'
import { createSignal, type JSX, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { readOfficeWorkplace, readTillWorkplace } from '../local/enrolled.ts'
import { Notice } from '../ui/notice.tsx'
import { decideStart } from './decide-start.ts'
import { LoadingScreen } from './loading-screen.tsx'
import './shell.css'

/** `/`: leads on to what this device is used for. */
export function StartScreen(): JSX.Element {
  const navigate = useNavigate()
  const [unreachable, setUnreachable] = createSignal(false)
  const decide = async () => {
    setUnreachable(false)
    const start = await decideStart({
      isTill: readTillWorkplace() !== null,
      isOffice: readOfficeWorkplace() !== null,
      // Loaded only here: a till never asks.
      getStatus: async () => (await import('../api/relay-api.ts')).getStatus(),
    })
    if (start === 'unreachable') setUnreachable(true)
    else navigate(start, { replace: true })
  }
  void decide()
  return (
    <Show when={unreachable()} fallback={<LoadingScreen />}>
      <main class="shell-page" data-screen="unreachable">
        <Notice kind="offline" title={t('ui.offline.title')} onRetry={() => void decide()}>
          {t('ui.offline.body')}
        </Notice>
      </main>
    </Show>
  )
}
