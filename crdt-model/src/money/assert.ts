/** The only throw of the money functions. Throws `RangeError` when the condition does not hold. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new RangeError(message)
}
