/** For the default branch of a switch over a union: the compiler refuses it while a case is missing. */
export function assertNever(value: never): never {
  throw new RangeError(`unexpected case: ${JSON.stringify(value)}`)
}
