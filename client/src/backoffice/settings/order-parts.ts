import { RECEIPT_PARTS, type ReceiptPart } from '@evertill/crdt-model'

/** The parts in their order, with those that are left out where they would usually stand: below the one before them. */
export function withAllParts(parts: readonly ReceiptPart[]): readonly ReceiptPart[] {
  return RECEIPT_PARTS.reduce<readonly ReceiptPart[]>((all, part, usual) => {
    if (all.includes(part)) return all
    const before = RECEIPT_PARTS.slice(0, usual).findLast(each => all.includes(each))
    const at = before === undefined ? 0 : all.indexOf(before) + 1
    return [...all.slice(0, at), part, ...all.slice(at)]
  }, parts)
}

/** One place up (-1) or down (1) among those that are printed; unchanged at either end. */
export function movePart(
  parts: readonly ReceiptPart[],
  part: ReceiptPart,
  by: -1 | 1,
): readonly ReceiptPart[] {
  const from = parts.indexOf(part)
  const other = parts[from + by]
  if (other === undefined) return parts
  return parts.map(each => (each === part ? other : each === other ? part : each))
}

export function togglePart(
  parts: readonly ReceiptPart[],
  part: ReceiptPart,
  on: boolean,
): readonly ReceiptPart[] {
  return withAllParts(parts).filter(each => (each === part ? on : parts.includes(each)))
}
