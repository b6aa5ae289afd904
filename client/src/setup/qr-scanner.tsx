import { createSignal, type JSX, Show } from 'solid-js'
import { CameraView } from '../camera/camera-view.tsx'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOfQrText } from './enrollment-code.ts'

/** The camera's picture, looked at until it shows an enrolment code. The camera stops with the component. */
export function QrScanner(props: {
  readonly onCode: (code: string) => void
  readonly onStop: () => void
}): JSX.Element {
  const [problem, setProblem] = createSignal<string>()
  const take = (texts: readonly string[]) => {
    if (texts.length === 0) return
    const code = texts.map(codeOfQrText).find(each => each !== undefined)
    if (code === undefined) setProblem(t('setup.enroll.notOurs'))
    else props.onCode(code)
  }
  return (
    <div class="setup-camera">
      <CameraView
        kinds="qr"
        label={t('setup.enroll.scanning')}
        onCodes={take}
        onProblem={reason => setProblem(t('setup.enroll.cameraRefused', { reason }))}
      />
      <p class="setup-muted">{t('setup.enroll.scanning')}</p>
      <Show when={problem()}>{words => <Notice kind="warning" title={words()} />}</Show>
      <Button size="till" onClick={() => props.onStop()}>
        {t('setup.enroll.stopScanning')}
      </Button>
    </div>
  )
}
