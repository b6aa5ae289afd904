/**
 * The number on a receipt: the till's code, its epoch when it is not the first, and the entry's number. SPEC J7.
 * `G1-000123`, `G1.2-000001`.
 */
export function receiptNumber(tillCode: string, epoch: number, number: number): string {
  const till = epoch === 1 ? tillCode : `${tillCode}.${epoch}`
  return `${till}-${String(number).padStart(6, '0')}`
}
