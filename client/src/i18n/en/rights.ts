/** What people may do at a till, and the question to somebody who may do more. */
export const rights = {
  names: {
    'void-line': 'Take a line out of a sale',
    'cancel-sale': 'Give up a sale',
    discount: 'Take off more than a cashier may',
    'exempt-tax': 'Sell without tax',
    'sell-unlisted': 'Sell something that is not on file',
    'void-sale': 'Undo the last sale',
    'return-with-receipt': 'Take goods back with a receipt',
    'return-without-receipt': 'Take goods back without a receipt',
    'refund-otherwise': 'Pay back in another way than it was paid',
    'open-drawer': 'Open the drawer without a sale',
    'open-shift': 'Open a shift',
    'close-shift': 'Close a shift',
    'move-cash': 'Put cash in or take it out',
    'drop-cash': 'Drop cash into the safe',
    'see-expected': 'See what should be in the drawer',
    'reprint-receipt': 'Print a receipt again',
    train: 'Practise in training mode',
    'sell-on-account': 'Sell on account',
  },
  roles: {
    cashier: 'Cashier',
    supervisor: 'Supervisor',
    manager: 'Manager',
  },
  approval: {
    title: 'Somebody has to allow this',
    explain: 'Choose who allows it. Their name and the cashier’s go into the journal.',
    notEnough:
      '{{name}} may allow at most {{most}} off here. Choose somebody who may take off more, or close this and take off less.',
    nobody:
      'Nobody at this store may allow this. A manager can change that in the back office, under People.',
    allow: 'Allow',
  },
  people: {
    role: 'Role at the till',
    roleHint: 'What they may do without asking. A manager may do everything.',
    rights: 'Rights at the till',
    rightsOf: 'Rights of {{name}}',
    byRole: 'By the role',
    extra: 'Given in addition',
    withheld: 'Withheld',
    save: 'Save rights',
    saved: 'Rights of {{name}} saved',
    limits:
      'May take off up to {{line}} of a line, {{sale}} of a sale, and set prices up to {{price}} lower.',
  },
} as const
