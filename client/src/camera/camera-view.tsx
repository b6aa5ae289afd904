import { type JSX, onCleanup, onMount } from 'solid-js'
import { type CodeKinds, type CodeReader, openCodeReader } from './code-reader.ts'

const LOOK_EVERY_MS = 120

export interface CameraViewProps {
  readonly kinds: CodeKinds
  readonly label: string
  /** What a look at the picture found, if anything. */
  readonly onCodes: (texts: readonly string[]) => void
  /** There is no picture, or nothing that reads it: why. */
  readonly onProblem: (reason: string) => void
}

/** The camera's picture, looked at again and again. The camera stops with the component. */
export function CameraView(props: CameraViewProps): JSX.Element {
  let video: HTMLVideoElement | undefined
  let stream: MediaStream | undefined
  let reader: CodeReader | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let ended = false

  const end = () => {
    ended = true
    clearTimeout(timer)
    reader?.close()
    for (const track of stream?.getTracks() ?? []) track.stop()
  }
  onCleanup(end)

  const look = async (shown: HTMLVideoElement, by: CodeReader) => {
    // A frame that cannot be read yet is no news; the next one will be.
    const found = shown.readyState < HTMLMediaElement.HAVE_CURRENT_DATA ? [] : await by.read(shown)
    if (ended) return
    props.onCodes(found)
    timer = setTimeout(() => void look(shown, by).catch(fail), LOOK_EVERY_MS)
  }
  const fail = (error: unknown) => {
    if (ended) return
    end()
    props.onProblem(error instanceof Error ? error.message : String(error))
  }
  const start = async () => {
    if (video === undefined) return
    stream = await navigator.mediaDevices.getUserMedia({
      video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
    })
    if (ended) return end()
    video.srcObject = stream
    await video.play()
    reader = await openCodeReader(props.kinds)
    if (ended) return end()
    await look(video, reader)
  }
  onMount(() => void start().catch(fail))

  return <video ref={video} muted playsinline aria-label={props.label} />
}
