/** A letter as the mail server gets it. */
export interface Mail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The same for the same letter: a mailbox that gets it twice can tell. Without angle brackets. */
  readonly messageId: string
}

/** How handing a letter over went. SPEC RL5. */
export type MailOutcome =
  /** The mail server answered for it. */
  | 'sent'
  /** It has not got it, and may take it another time. */
  | 'later'
  /** It will never take it. */
  | 'refused'
  /** It may have got it. */
  | 'unknown'

/** What hands letters to a mail server, one at a time. */
export interface MailPort {
  /** Never rejects, and answers within two minutes. `why` is a code for the log, and holds no address. */
  send(mail: Mail): Promise<{ readonly outcome: MailOutcome; readonly why: string }>
}
