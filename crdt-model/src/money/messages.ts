/** Every text the money functions may throw, in one place. They mark mistakes in the program, not in its input. */
export const MESSAGES = {
  notSafeInteger: 'money: an amount must be a safe integer of minor units',
  mixedCurrencies: 'money: amounts of different currencies cannot be added',
  badDivisor: 'money: a divisor must be a positive safe integer',
  badWeights: 'money: weights must be safe integers of 0 or more with a safe sum',
  nothingToShareOver: 'money: an amount cannot be shared over no weights',
} as const
