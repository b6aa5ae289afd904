import { ONE_PIECE } from '@evertill/crdt-model'
import { type Accessor, batch, createSignal, onCleanup, onMount } from 'solid-js'
import type { Replica } from '../replica/create-replica.ts'
import { keypadKeyOf } from '../ui/keypad.tsx'
import { currentDigitTaker } from './digit-taker.ts'
import { enterSearch } from './enter-search.ts'
import { removeWithUndo } from './remove-with-undo.ts'
import { blurSearch, focusSearch } from './search-field.tsx'
import type { Till } from './till-context.tsx'
import { makeTypeAnywhere } from './type-anywhere.ts'

export interface Shortcuts {
  readonly helpOpen: Accessor<boolean>
  readonly setHelpOpen: (open: boolean) => void
  /** The last keys were a scanner's: takes back what they did before they were recognised. */
  readonly takeBack: (code: string) => void
}

/** Everything on the keyboard, while the selling screen is there. The list for people is in shortcut-sheet.tsx. */
export function createShortcuts(till: Till, replica: Pick<Replica, 'send'>): Shortcuts {
  const [helpOpen, setHelpOpen] = createSignal(false)
  const named = namedKeys(till, {
    help: () => setHelpOpen(true),
    // When it fails the person is still signed in, and the header says so.
    lock: () => void replica.send<'signOut'>({ type: 'signOut' }).catch(() => undefined),
  })
  const anywhere = makeTypeAnywhere(text => {
    if (currentDigitTaker()?.letter?.(text) === true) return
    focusSearch()
    till.search.setText(till.search.text() + text)
  })
  const onKey = (event: KeyboardEvent) => {
    // An open sheet or dialog has its own keys.
    if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
    const run = named(event)
    if (run !== undefined) {
      event.preventDefault()
      // What was scanned before it belongs to the sale that it is pressed for.
      till.scanning.afterScans(run)
      return
    }
    if (isTyping(event.target)) return
    if (event.key === 'Enter' && anywhere.flush()) {
      event.preventDefault()
      void enterSearch(till)
    } else if (takeDigit(event) || moveInCart(till, event)) event.preventDefault()
    else if (isCharacter(event)) anywhere.type(event.key)
  }
  onMount(() => {
    // In the capture phase and before the scanner's listener: sees the keys that it keeps from everybody else.
    window.addEventListener('keydown', anywhere.stillTyping, { capture: true })
    window.addEventListener('keydown', onKey)
  })
  onCleanup(() => {
    window.removeEventListener('keydown', anywhere.stillTyping, { capture: true })
    window.removeEventListener('keydown', onKey)
    anywhere.forget()
  })
  return {
    helpOpen,
    setHelpOpen,
    takeBack(code) {
      anywhere.forget()
      currentDigitTaker()?.clear()
      const text = till.search.text()
      const own = text.lastIndexOf('*') + 1
      if (text.endsWith(code)) till.search.setText(text.slice(0, -code.length))
      else if (isLeftOf(code, text.slice(own))) till.search.setText(text.slice(0, own))
      if (till.search.text() === '') blurSearch()
    },
  }
}

/** Keys that mean the same wherever the focus is. */
function namedKeys(
  till: Till,
  { help, lock }: { readonly help: () => void; readonly lock: () => void },
): (event: KeyboardEvent) => (() => void) | undefined {
  const { sales } = till
  return event => {
    if (event.altKey && /^Digit[1-9]$/.test(event.code)) return () => clickParked(event.code.slice(5))
    if (event.altKey && event.code === 'Digit0') return () => till.parked.setSheet('list')
    if (event.ctrlKey || event.metaKey || event.altKey) return undefined
    switch (event.key) {
      case 'F1':
        return help
      case '?':
        return isTyping(event.target) ? undefined : help
      case 'F2':
        return event.shiftKey ? () => till.shift.setSheet('state') : focusSearch
      case 'F4':
        return event.shiftKey ? () => parkNamed(till) : () => sales.park()
      case 'F6':
        return sales.step().kind === 'paying' ? undefined : () => till.customers.setOpen(true)
      case 'F3':
        if (event.shiftKey) return () => openReturns(till)
        return () => till.setCouponOpen(sales.step().kind !== 'paying')
      case 'F7':
        return sales.ageToCheck() > 0 ? () => sales.confirmAge(sales.ageToCheck()) : undefined
      case 'F8':
        return () => removeSelected(till)
      case 'F9':
        return () => payOrConfirm(till)
      case 'F10':
        return () => payExactly(till)
      case 'F12':
        return lock
      default:
        return undefined
    }
  }
}

/** Receipts and what comes back; not while money is being taken. */
function openReturns(till: Till): void {
  if (till.sales.step().kind !== 'paying') till.returns.open({ kind: 'list' })
}

function parkNamed({ sales, parked }: Till): void {
  if (sales.step().kind === 'selling' && sales.sale().lines.length > 0) parked.setSheet('name')
}

function payOrConfirm(till: Till): void {
  const step = till.sales.step()
  if (step.kind === 'selling') till.sales.pay()
  else currentDigitTaker()?.enter()
}

/** Exact cash in one key: from the sale as well as from the payment. */
function payExactly(till: Till): void {
  const { sales } = till
  // One change of screen, not two.
  batch(() => {
    if (sales.step().kind === 'done' || (sales.step().kind === 'selling' && !sales.pay())) return
    void sales.takeExactCash()
  })
}

function removeSelected(till: Till): void {
  const line = till.sales.sale().lines.find(each => each.id === till.sales.selected())
  if (line !== undefined && till.sales.step().kind === 'selling') removeWithUndo(till.sales, line)
}

function takeDigit(event: KeyboardEvent): boolean {
  const taker = currentDigitTaker()
  if (taker === undefined) return false
  const key = keypadKeyOf(event)
  if (key !== undefined) taker.press(key)
  else if (event.key === 'Escape') taker.escape()
  else if (event.key === 'Enter' && !isButton(event.target)) taker.enter()
  else return false
  return true
}

/** Arrows choose a line, plus and minus change its quantity, Delete takes it out. */
function moveInCart(till: Till, event: KeyboardEvent): boolean {
  const { sales } = till
  if (sales.step().kind !== 'selling' || event.ctrlKey || event.metaKey || event.altKey) return false
  const lines = sales.sale().lines
  const index = lines.findIndex(line => line.id === sales.selected())
  const line = lines[index]
  switch (event.key) {
    case 'ArrowDown':
      sales.select(lines[Math.min(index + 1, lines.length - 1)]?.id ?? null)
      return true
    case 'ArrowUp':
      sales.select(lines[index < 0 ? lines.length - 1 : Math.max(index - 1, 0)]?.id ?? null)
      return true
    case '+':
      if (line !== undefined) sales.setQuantity(line.id, line.quantity + ONE_PIECE)
      return line !== undefined
    case '-':
      if (line !== undefined && line.quantity > ONE_PIECE)
        sales.setQuantity(line.id, line.quantity - ONE_PIECE)
      return line !== undefined
    case 'Delete':
      removeSelected(till)
      return line !== undefined
    case 'Escape':
      if (sales.selected() !== null) sales.select(null)
      else till.setCartOpen(false)
      return true
    default:
      return false
  }
}

/** Less may be anybody's search. */
const LEAST_LEFT = 4

/** Whether a text is what a busy page let through of a scan before it was recognised: some of its signs, in order. */
function isLeftOf(code: string, text: string): boolean {
  let matched = 0
  for (const sign of code) {
    if (sign === text.charAt(matched)) matched++
  }
  return text.length >= LEAST_LEFT && matched === text.length
}

function isCharacter(event: KeyboardEvent): boolean {
  return event.key.length === 1 && event.key !== ' ' && !event.ctrlKey && !event.metaKey && !event.altKey
}

function clickParked(place: string): void {
  document.querySelector<HTMLButtonElement>(`[data-parked="${place}"]`)?.click()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable="true"]')
}

function isButton(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a[href], summary')
}
