/** What a customer reads who opens the link of a receipt. */
export const guest = {
  name: 'Your receipt',
  title: 'Receipt {{number}} · {{store}}',
  print: 'Print or save as a PDF',
  namesOfToday: 'Items and people are named as the shop calls them today.',
  noLink: 'This link is not complete',
  noLinkHint: 'Scan the code on your receipt again, or open the link in the e-mail once more.',
  notThere: 'This receipt is not here yet',
  notThereHint:
    'Perhaps the till has no connection at the moment: then it comes by itself as soon as it has. Try again later. If it stays like this, ask the shop.',
  offline: 'No connection',
  offlineHint: 'The receipt is safe with the shop. Try again when you are online.',
  tooMany: 'Too many tries',
  tooManyHint: 'Wait some minutes, then try again. The receipt is safe with the shop.',
  failed: 'This did not work',
  failedHint: 'The receipt is safe with the shop. Try again in a moment.',
} as const
