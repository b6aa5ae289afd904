/** What can be done with a sale beside selling it: discounts, tax left out, giving it up. */
export const terms = {
  title: 'Options of the sale',
  parkNamed: 'Park under a name',
  cancel: 'Give up the sale',
  cancelled: 'Sale given up',
  discount: {
    title: 'Discount',
    sale: 'Discount',
    percent: 'Per cent',
    amount: 'Amount',
    common: 'Common discounts',
    keypad: 'Discount keypad',
    none: 'No discount',
    enter: 'Enter a discount',
    take: 'Take {{discount}} off',
  },
  exemption: {
    title: 'Without tax',
    reason: 'Reason',
    reasonHint: 'Stands on the receipt and in the reports.',
    reasonMissing: 'Say why no tax is charged.',
    certificate: 'Number of the certificate, if there is one',
    none: 'Charge tax again',
    save: 'Sell without tax',
  },
} as const
