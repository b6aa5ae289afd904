import { describe, expect, test } from 'vitest'
import { checkJobBytes } from './check-job-bytes.ts'
import { isZplLabel } from './zpl-label.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const LABEL = '^XA^CI28^PW400^LL200\n^FT8,8^A0N,24,24^FH_^FDTea_20^FS\n^FO1,1^GB2,64,2^FS^PQ3^XZ\n'

describe('B18 a label printer is given', () => {
  test.each([
    ['a label', LABEL],
    ['several', LABEL + LABEL],
    ['letters as dots', '^XA^FO1,1^GFA,2,2,1,F00F^FS^PQ1^XZ'],
  ])('%s', (_, text) => {
    expect(isZplLabel(bytes(text))).toBe(true)
  })

  test.each([
    ['nothing', ''],
    ['what is no label', 'Hello'],
    ['a label that does not end', '^XA^FDTea^FS'],
    ['a label in a label', '^XA^XA^XZ^XZ'],
    ['commands outside of a label', '^XA^XZ^FDTea^FS'],
    ['a command that is obeyed at once', `${LABEL}~JR`],
    ['settings that stay', '^XA^JUS^XZ'],
    ['files', '^XA^DFR:X.ZPL^FS^XZ'],
    ['other signs for commands', '^XA^CC!^XZ'],
    ['half a command', '^XA^FD^^FS^XZ'],
    ['small letters', '^xa^fdTea^fs^xz'],
    ['control characters', '^XA^FD\u0010\u0004^FS^XZ'],
    ['bytes beyond ASCII', '^XA^FDé^FS^XZ'],
    ['copies without end', '^XA^PQ9999^XZ'],
    ['no number of copies', '^XA^PQ0^XZ'],
    ['copies with pauses', '^XA^PQ2,1,0,Y^XZ'],
    ['text before the label', `hello${LABEL}`],
  ])('never %s', (_, text) => {
    expect(isZplLabel(bytes(text))).toBe(false)
  })

  test('labels alone, and only as labels', () => {
    expect(checkJobBytes('label', 'zpl', bytes(LABEL))).toBeNull()
    expect(checkJobBytes('receipt', 'zpl', bytes(LABEL))).toBe('not-a-label')
    expect(checkJobBytes('drawer', 'zpl', Uint8Array.of(0x1b, 0x70, 0, 50, 250))).toBe('not-a-label')
    expect(checkJobBytes('label', 'zpl', bytes('Hello'))).toBe('not-a-label')
  })
})
