/**
 * The number on a receipt: the till's name, its epoch when it is not the first, and the entry's number. SPEC J7.
 * `G1-000123`, `G1.2-000001`.
 */
export function receiptNumber(tillName: string, epoch: number, number: number): string {
  const till = epoch === 1 ? tillName : `${tillName}.${epoch}`
  return `${till}-${String(number).padStart(6, '0')}`
}
