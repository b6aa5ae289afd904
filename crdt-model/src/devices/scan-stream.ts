const STX = 0x02
/** What scanners send behind a code: CR, LF, ETX, EOT, Tab. */
const ENDS: readonly number[] = [0x0d, 0x0a, 0x03, 0x04, 0x09]
/** More than any barcode holds. */
const LONGEST = 2048

/** How long nothing must come until a code without an end is over, milliseconds: a code comes in one go. */
export const SCAN_SILENCE_MS = 120

/**
 * Reads what a scanner on a serial port sends: codes with any of the usual ends, or with none and a silence behind
 * them. A driving licence (`@` and a line feed) has such ends inside, and is over by silence alone. Bytes come in
 * pieces of any size; each is one character. SPEC Y6.
 */
export class ScanStream {
  #code = ''
  #isTooLong = false

  /** Whether something came that is not over. */
  get isOpen(): boolean {
    return this.#code !== '' || this.#isTooLong
  }

  push(chunk: Uint8Array): string[] {
    const codes: string[] = []
    for (const byte of chunk) {
      const code = this.#take(byte)
      if (code !== null) codes.push(code)
    }
    return codes
  }

  /** Nothing came for `SCAN_SILENCE_MS`: the code that this ends, or null. */
  silence(): string | null {
    return this.#end()
  }

  #take(byte: number): string | null {
    if (byte === STX) return null
    const isLicence = this.#code.startsWith('@')
    if (ENDS.includes(byte) && !(isLicence && (this.#code.length > 1 || byte === 0x0a))) return this.#end()
    if (this.#isTooLong) return null
    this.#code += String.fromCharCode(byte)
    if (this.#code.length > LONGEST) {
      this.#code = ''
      this.#isTooLong = true
    }
    return null
  }

  #end(): string | null {
    const code = this.#code
    const wasTooLong = this.#isTooLong
    this.#code = ''
    this.#isTooLong = false
    return code.trim() === '' || wasTooLong ? null : code
  }
}
