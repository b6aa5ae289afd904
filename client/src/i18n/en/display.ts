/** What the customer reads on the second screen. */
export const display = {
  welcome: 'Welcome',
  lines: 'Your purchase',
  saved: 'You save',
  total: 'Total',
  given: 'Received',
  due: 'To pay',
  change: 'Change',
  paid: 'Paid',
  thanks: 'Thank you',
  scan: 'Scan for your receipt',
  code: 'Code of the link to your receipt',
  full: 'Full screen',
  noTill: 'This browser is not a till',
} as const
