/**
 * The number on a receipt: the till's code, its epoch when it is not the first, and the entry's number. SPEC J7.
 * `G1-000123`, `G1.2-000001`.
 */
export function receiptNumber(tillCode: string, epoch: number, number: number): string {
  const till = epoch === 1 ? tillCode : `${tillCode}.${epoch}`
  return `${till}-${String(number).padStart(6, '0')}`
}

/** What a receipt's number names. */
export interface ReceiptPlace {
  readonly tillCode: string
  readonly epoch: number
  readonly number: number
}

/** Reads a receipt's number as it is scanned or typed, in any case; undefined for anything else. SPEC J7. */
export function parseReceiptNumber(text: string): ReceiptPlace | undefined {
  const [, tillCode, epoch = '1', number] =
    /^([A-Z0-9_-]{1,32}?)(?:\.([1-9]\d{0,8}))?-(\d{6,15})$/.exec(text.trim().toUpperCase()) ?? []
  if (tillCode === undefined || Number(number) === 0) return undefined
  const place = { tillCode, epoch: Number(epoch), number: Number(number) }
  // There is one way to write a number: `G1.1-000123` and `G1-0000123` are none.
  return receiptNumber(tillCode, place.epoch, place.number) === text.trim().toUpperCase() ? place : undefined
}
