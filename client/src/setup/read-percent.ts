/**
 * A percentage as a person types it (`20`, `17,5 %`, `-3.25`) in ten-thousandths of a percent: millionths of the whole.
 * Undefined when it is none or has more than four decimals.
 */
export function readPercent(text: string): number | undefined {
  const match = /^([-−+]?)(\d{1,6})(?:[.,](\d{1,4}))?\s*%?$/.exec(text.trim())
  if (match === null) return undefined
  const [, sign = '', whole = '', decimals = ''] = match
  const millionths = Number(whole + decimals.padEnd(4, '0'))
  return (sign === '-' || sign === '−') && millionths !== 0 ? -millionths : millionths
}
