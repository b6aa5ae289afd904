/** Receipts for those who bought: by a code to scan, and by e-mail. */
export const handout = {
  scan: 'Receipt on the customer’s phone',
  scanHint: 'The customer scans this and sees the receipt. Whoever has the link can see it.',
  scanWaiting: 'The sale has not reached the server yet. The code works as soon as it has.',
  scanHere:
    'This address can be opened on this machine only: {{origin}}. Set PUBLIC_ORIGIN at the server to the shop’s own.',
  way: 'How the customer gets it',
  letters: 'What was sent',
  codeLabel: 'Code of the link to receipt {{number}}',
  mail: 'Receipt by e-mail',
  address: 'E-mail address',
  addressHint: 'It is used for this receipt, and then forgotten.',
  addressWrong: 'This is no e-mail address.',
  language: 'Language of the e-mail',
  send: 'Send',
  sendAgain: 'Send again',
  failedToStore: 'This could not be noted on this device. Nothing was sent; try again.',
  state: {
    queued: 'Waits on this till. It goes out as soon as there is a connection.',
    waiting: 'At the server: it goes out in a moment.',
    sending: 'Being sent.',
    sent: 'Sent.',
    failed: 'Not sent: the address does not exist, or the mail server could not be reached for two days.',
    unknown: 'Perhaps sent: the connection broke off. Ask the customer before you send it again.',
    refused: 'Not sent: too many e-mails to this address or from this till. Try again in an hour.',
  },
} as const
