/**
 * Which seeds a property test runs with: every named one (each found a fault once, or covers what others do not), and
 * one that is new in each run. `SEED=<number>` runs that one alone. The seed stands in the test's name, so a failure
 * can be run again.
 */
export function seeds(
  named: Readonly<Record<string, number>>,
): { readonly name: string; readonly seed: number }[] {
  const wanted = process.env.SEED
  if (wanted !== undefined) return [{ name: 'wanted', seed: Number(wanted) }]
  const list = Object.entries(named).map(([name, seed]) => ({ name, seed }))
  return [...list, { name: 'new', seed: Math.floor(Math.random() * 0x7fffffff) }]
}

/** Milliseconds for a property test on a machine that is busy with everything else. */
export const PROPERTY_TIMEOUT = 60_000
