import { holdWedge } from '../wedge-scanner.ts'
import { LEARN_SILENCE_MS, type LearnedKey } from './learn-wedge.ts'

/**
 * Records what is typed until nothing came for a while, and keeps it from everybody else: one scan, if a scanner typed.
 * Escape is left to whoever wants to leave.
 * @returns ends it without a result
 */
export function recordKeys(target: Window, onRecorded: (keys: readonly LearnedKey[]) => void): () => void {
  const keys: LearnedKey[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const release = holdWedge()
  const end = () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKey, { capture: true })
    target.removeEventListener('keyup', keepFromOthers, { capture: true })
    release()
  }
  const keepFromOthers = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const onKey = (event: KeyboardEvent) => {
    // Enter and blanks by which a person presses the button that began this are no scan.
    if (event.key === 'Escape' || (keys.length === 0 && event.repeat)) return
    keepFromOthers(event)
    if (event.repeat || event.isComposing) return
    keys.push({ key: event.key, at: event.timeStamp })
    clearTimeout(timer)
    timer = setTimeout(() => {
      end()
      onRecorded(keys)
    }, LEARN_SILENCE_MS)
  }
  target.addEventListener('keydown', onKey, { capture: true })
  target.addEventListener('keyup', keepFromOthers, { capture: true })
  return end
}
