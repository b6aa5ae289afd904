/** Of the reports that a scanner sends, this one holds what was scanned. HID Point of Sale Usage Tables 1.02. */
const SCANNED_DATA = 2
const AIM_LENGTH = 3
/** Behind the data: a byte for the symbology, one that is reserved, and one whose lowest bit says that more follows. */
const TRAILER = 3
/** More than any barcode holds. */
const LONGEST = 2048

/**
 * Reads the reports of a scanner that speaks HID Point of Sale: a length, the AIM identifier, up to 56 bytes of the
 * code, and whether the code goes on in the next report. SPEC Y7.
 */
export class HidScanReader {
  #begun: string | null = null

  /**
   * @param report without its id, as WebHID gives it
   * @returns the code that is whole with it, its AIM identifier in front where it has one; null for none
   */
  report(id: number, report: Uint8Array): string | null {
    if (id !== SCANNED_DATA || report.length <= 1 + AIM_LENGTH + TRAILER) return null
    const data = report.subarray(1 + AIM_LENGTH, report.length - TRAILER)
    const length = Math.min(report[0] ?? 0, data.length)
    const text = textOf(data.subarray(0, length))
    const begun = this.#begun
    const code = (begun ?? aimOf(report)) + text
    const goesOn = ((report.at(-1) ?? 0) & 1) === 1
    this.#begun = goesOn && code.length <= LONGEST ? code : null
    // Behind data that filled its last report to the brim an empty one may say that this was all.
    if (goesOn || (text === '' && begun === null)) return null
    // Some send the suffix they are set to for keyboards here too.
    return code.replace(/[\r\n\t]+$/, '')
  }
}

function aimOf(report: Uint8Array): string {
  const aim = textOf(report.subarray(1, 1 + AIM_LENGTH))
  return /^\][A-Za-z][0-9A-Za-z]$/.test(aim) ? aim : ''
}

function textOf(bytes: Uint8Array): string {
  return Array.from(bytes, byte => String.fromCharCode(byte)).join('')
}
