import type { DrawerPin, PrinterLanguage, PrinterStatus } from '@evertill/crdt-model/printing'
import type { DrawerSetup } from '../../local/printing.ts'

type Level = PrinterStatus['drawerPin']

/** The pin to try when a drawer did not open on this one; null when none is left. Star's have one that is reached so. */
export function nextPin(tried: DrawerPin, language: PrinterLanguage): DrawerPin | null {
  return tried === 2 && language === 'esc-pos' ? 5 : null
}

/**
 * What the drawer's switch says while it is open, from its level before it was opened and after. Which level that is
 * depends on the drawer. Null where nothing changed: then there is no switch, or no wire to it.
 */
export function levelWhenOpen(before: Level, after: Level): DrawerSetup['openLevel'] {
  return before === 'unknown' || after === 'unknown' || before === after ? null : after
}
