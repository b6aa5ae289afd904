import X from 'lucide-solid/icons/x'
import { createSignal, type JSX, Show } from 'solid-js'
import { CameraView } from '../camera/camera-view.tsx'
import { makeCodeRepeats } from '../camera/code-repeats.ts'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import './camera-panel.css'

/** Scanning by the camera, above the sale: it stays on from item to item, and hides nothing of the sale. */
export function CameraPanel(props: {
  readonly onCode: (code: string) => void
  readonly onClose: () => void
}): JSX.Element {
  const [last, setLast] = createSignal('')
  const [problem, setProblem] = createSignal<string>()
  const newOnes = makeCodeRepeats()
  const take = (codes: readonly string[]) => {
    for (const code of newOnes(codes, performance.now())) {
      setLast(code.replace(/^\]E4/, ''))
      props.onCode(code)
    }
  }
  return (
    <section class="till-camera" aria-label={t('items.camera.title')}>
      <CameraView
        kinds="goods"
        label={t('items.camera.title')}
        onCodes={take}
        onProblem={reason => setProblem(reason)}
      />
      <div class="till-camera__side">
        <Show
          when={problem()}
          fallback={<p role="status">{last() === '' ? t('items.camera.hint') : last()}</p>}
        >
          {reason => (
            <Notice kind="warning" title={t('items.camera.refused')}>
              {t('items.camera.refusedHint', { reason: reason() })}
            </Notice>
          )}
        </Show>
        <Button size="till" icon={X} onClick={() => props.onClose()}>
          {t('items.camera.close')}
        </Button>
      </div>
    </section>
  )
}
