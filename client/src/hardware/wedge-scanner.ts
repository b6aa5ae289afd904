import { isGtin } from '@evertill/crdt-model'
import type { WedgeProfile } from '../local/devices.ts'
import { usCharacter } from './key-text.ts'
import { slowestLearned } from './scan-timing.ts'
import { type Scan, WedgeDetector, type WedgeKey } from './wedge-detector.ts'

export interface WedgeScannerOptions {
  /** How the shop's scanner types, where it was learned. */
  readonly profile?: WedgeProfile | null
  /** A whole barcode was typed, its check digit right, and its suffix is on its way: time to look it up. */
  readonly onLikely?: (code: string) => void
}

/** What stood in a field before the character that was typed into it. */
interface FieldBefore {
  readonly field: HTMLInputElement | HTMLTextAreaElement
  readonly value: string
  readonly from: number | null
  readonly to: number | null
}

let holds = 0

/** From now on no scanner that types is heard: its keys are wanted as they are. Returns how to end that. */
export function holdWedge(): () => void {
  holds++
  let isHeld = true
  return () => {
    if (isHeld) holds--
    isHeld = false
  }
}

/**
 * Listens for a scanner that types like a keyboard, wherever the focus is. What it typed into a field is taken back,
 * and its Enter or Tab reaches nobody: a scan never submits a form or presses a button. Codes come as the scanner
 * sent them; `scanKeys` makes sense of them.
 *
 * @param target the window
 * @returns ends it
 */
export function makeWedgeScanner(
  target: Window,
  onScan: (code: string) => void,
  options: WedgeScannerOptions = {},
): () => void {
  const { profile } = options
  const detector = new WedgeDetector<FieldBefore | null>({
    prefix: profile?.prefix ?? undefined,
    sendsSuffix: profile ? profile.suffix !== null : false,
    ...(profile && { rules: { slowPace: slowestLearned(profile.pace) } }),
  })
  /** Keys of the till's own that were pressed while a scan was coming in: they are for what it adds. */
  const held: KeyboardEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  /** `code` of a suffix key that was swallowed going down and must not come up either. */
  let down: string | undefined

  const finish = (scan: Scan<FieldBefore | null> | null): void => {
    if (!scan) return
    putBack(scan.place)
    onScan(scan.text)
  }
  const release = (): void => {
    for (const event of held.splice(0)) (event.target ?? target).dispatchEvent(repeated(event))
  }
  const wait = (): void => {
    clearTimeout(timer)
    const { patience } = detector
    const end = () => {
      finish(detector.silence())
      release()
    }
    if (patience !== null) timer = setTimeout(end, patience)
    else release()
  }
  const expect = (): void => {
    const code = options.onLikely && detector.likely()
    if (code && isGtin(code)) options.onLikely?.(code)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (holds > 0) return
    if (event.isTrusted && isOwnKey(event, profile?.prefix) && detector.mayGoOn(event.timeStamp)) {
      hide(event)
      held.push(event)
      return
    }
    const key = keyOf(event)
    if (!key) return
    const field = editedField(event)
    const { swallow, scan } = detector.press(key, () => field && fieldBefore(field))
    const isCharacter = key.key.length === 1
    // In a field the characters go in and are taken back in one piece: were it no scan after all, none is missing.
    if (swallow && !(isCharacter && field)) {
      hide(event)
      if (!isCharacter) down = event.code
    }
    finish(scan)
    wait()
    if (!scan && isCharacter) expect()
  }
  const onKeyUp = (event: KeyboardEvent): void => {
    if (down === undefined || event.code !== down) return
    down = undefined
    hide(event)
  }
  const onBlur = (): void => detector.reset()

  target.addEventListener('keydown', onKeyDown, { capture: true })
  target.addEventListener('keyup', onKeyUp, { capture: true })
  target.addEventListener('blur', onBlur)
  return () => {
    clearTimeout(timer)
    target.removeEventListener('keydown', onKeyDown, { capture: true })
    target.removeEventListener('keyup', onKeyUp, { capture: true })
    target.removeEventListener('blur', onBlur)
  }
}

/**
 * The key for the detector; null for what no scanner sends. Ctrl+J and Ctrl+M are line feed and return to some, and
 * Ctrl+] is the separator in GS1 codes (FNC1).
 */
function keyOf(event: KeyboardEvent): WedgeKey | null {
  if (event.repeat || event.altKey || event.metaKey) return null
  const { code, shiftKey, timeStamp: at } = event
  // A word is being composed of what is typed: which sign it was, the key's position alone says then.
  if (event.isComposing || event.key === 'Process') {
    const key = usCharacter(event)
    return { key: key ?? code, code, shiftKey, at }
  }
  if (!event.ctrlKey || event.key === 'Control') return { key: event.key, code, shiftKey, at }
  // By its position, whatever stands there in the computer's layout; no layout has a sign for it.
  if (code === 'BracketRight' || event.key === ']') return { key: '\u001d', code: '', shiftKey: false, at }
  return code === 'KeyJ' || code === 'KeyM' ? { key: 'Enter', code, shiftKey, at } : null
}

/** Keys that the till itself means something by; those of the browser (reload, full screen) are left to it. */
function isOwnKey({ key }: KeyboardEvent, prefix: string | null | undefined): boolean {
  return key !== prefix && /^F([1-46-9]|10|12)$/.test(key)
}

function repeated({ key, code, shiftKey, ctrlKey, altKey, metaKey }: KeyboardEvent): KeyboardEvent {
  const of = { key, code, shiftKey, ctrlKey, altKey, metaKey }
  return new KeyboardEvent('keydown', { ...of, bubbles: true, cancelable: true, composed: true })
}

function editedField(event: KeyboardEvent): HTMLInputElement | HTMLTextAreaElement | null {
  const [target] = event.composedPath()
  if (target instanceof HTMLTextAreaElement) return target.readOnly ? null : target
  if (!(target instanceof HTMLInputElement) || target.readOnly) return null
  return ['checkbox', 'radio', 'button', 'submit', 'range', 'color', 'file'].includes(target.type)
    ? null
    : target
}

function fieldBefore(field: HTMLInputElement | HTMLTextAreaElement): FieldBefore {
  // Some kinds of field have no selection to tell; reading gives null there.
  return { field, value: field.value, from: field.selectionStart, to: field.selectionEnd }
}

function putBack(before: FieldBefore | null): void {
  if (!before?.field.isConnected || before.field.value === before.value) return
  const { field, value, from, to } = before
  field.value = value
  if (from !== null && to !== null) field.setSelectionRange(from, to)
  field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'historyUndo' }))
}

function hide(event: KeyboardEvent): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}
