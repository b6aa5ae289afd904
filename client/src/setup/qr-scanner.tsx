import { createSignal, type JSX, onCleanup, onMount, Show } from 'solid-js'
import { t } from '../i18n/translate.ts'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { codeOfQrText } from './enrollment-code.ts'

/** What the Shape Detection API gives; the DOM types lack it. */
interface QrDetector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>
}
type QrDetectorMaker = new (options: { formats: string[] }) => QrDetector

/** Whether this browser reads QR codes by itself and has a way to a camera. */
export function canScanQr(): boolean {
  return detectorMaker() !== undefined && navigator.mediaDevices?.getUserMedia !== undefined
}

/** The browser's own detector where there is one; its shape is the standard's. */
function detectorMaker(): QrDetectorMaker | undefined {
  return 'BarcodeDetector' in window ? (window.BarcodeDetector as QrDetectorMaker) : undefined
}

const LOOK_EVERY_MS = 200

/** The camera's picture, looked at until it shows an enrolment code. The camera stops with the component. */
export function QrScanner(props: {
  readonly onCode: (code: string) => void
  readonly onStop: () => void
}): JSX.Element {
  const [problem, setProblem] = createSignal<string>()
  let video: HTMLVideoElement | undefined
  let stream: MediaStream | undefined
  let timer: number | undefined
  let ended = false

  const end = () => {
    ended = true
    clearTimeout(timer)
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  onCleanup(end)

  const look = async (detector: QrDetector, shown: HTMLVideoElement) => {
    // A frame that cannot be read yet is no news; the next one will be.
    const found = await detector.detect(shown).catch(() => [])
    if (ended) return
    const code = found.map(each => codeOfQrText(each.rawValue)).find(each => each !== undefined)
    if (code !== undefined) {
      end()
      props.onCode(code)
      return
    }
    if (found.length > 0) setProblem(t('setup.enroll.notOurs'))
    timer = window.setTimeout(() => void look(detector, shown), LOOK_EVERY_MS)
  }

  onMount(async () => {
    const Detector = detectorMaker()
    if (Detector === undefined || video === undefined) return
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } })
      if (ended) return end()
      video.srcObject = stream
      await video.play()
      await look(new Detector({ formats: ['qr_code'] }), video)
    } catch (error) {
      if (!ended)
        setProblem(t('setup.enroll.cameraRefused', { reason: error instanceof Error ? error.message : '' }))
    }
  })

  return (
    <div class="setup-camera">
      <video ref={video} muted playsinline aria-label={t('setup.enroll.scanning')} />
      <p class="setup-muted">{t('setup.enroll.scanning')}</p>
      <Show when={problem()}>{words => <Notice kind="warning" title={words()} />}</Show>
      <Button size="till" onClick={() => props.onStop()}>
        {t('setup.enroll.stopScanning')}
      </Button>
    </div>
  )
}
