/** What of a keyboard event says which character it is. */
export interface KeyPress {
  readonly key: string
  readonly code: string
  readonly shiftKey: boolean
}

/**
 * Scanners send the positions of keys of the layout they are set to, nearly always US. On a computer with another
 * layout the characters come out wrong (on a French one `1` becomes `&`), but the positions stay right.
 */
const US_SIGNS: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Backquote: ['`', '~'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Space: [' ', ' '],
}
const US_DIGITS_SHIFTED = ')!@#$%^&*('

/** The character that the key's position gives on a US keyboard, or undefined for a key that gives none. */
export function usCharacter({ code, shiftKey }: Omit<KeyPress, 'key'>): string | undefined {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1]
  if (digit !== undefined)
    return shiftKey && code.startsWith('Digit') ? US_DIGITS_SHIFTED[Number(digit)] : digit
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase()
  return US_SIGNS[code]?.[shiftKey ? 1 : 0]
}

/** Whether the layout gave something else for a key of the digit row than the digit a US scanner meant. */
export function isForeignDigit({ key, code, shiftKey }: KeyPress): boolean {
  return /^Digit\d$/.test(code) && !shiftKey && !/^\d$/.test(key)
}
