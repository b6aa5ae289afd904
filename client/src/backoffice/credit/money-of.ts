import { NO_CURRENCY, parseCurrency } from '@evertill/crdt-model'
import { formatMoney } from '../../i18n/format.ts'

/** An amount of a currency that the server named. */
export function formatOf(currency: string, minor: number): string {
  return formatMoney(minor, parseCurrency(currency) ?? NO_CURRENCY)
}
