import type { KeypadKey } from '../ui/keypad.tsx'

/** What the keypad and the large button do for one way of paying. All of it follows signals. */
export interface PayEntry {
  /** What the figure above the keypad is. */
  readonly label: () => string
  /** The figure, in words. */
  readonly shown: () => string
  /** Set where the keypad can type somewhere else too: whether it types the figure, and how to make it do so. */
  readonly figure?: { readonly isActive: () => boolean; readonly activate: () => void }
  readonly press: (key: KeypadKey) => void
  readonly clear: () => void
  /** The words on the large button. */
  readonly action: () => string
  /** Why it cannot be pressed, or false. */
  readonly unavailable: () => string | false
  readonly confirm: () => void
  readonly scan?: (code: string) => boolean
}
