/** Words of the shared components and of the shell. */
export const ui = {
  action: {
    cancel: 'Cancel',
    close: 'Close',
    done: 'Done',
    back: 'Back',
    retry: 'Try again',
    undo: 'Undo',
    reload: 'Reload',
    clear: 'Clear',
  },
  keypad: { label: 'Number pad', delete: 'Delete the last digit', clear: 'Clear' },
  field: {
    required: 'Please fill this in.',
    notAnAmount: 'Write an amount, such as 12.50.',
    notAQuantity: 'Write a quantity above 0, such as 3 or 0.5.',
    notAWholeNumber: 'Write a whole number.',
  },
  toast: { region: 'Messages', dismiss: 'Dismiss' },
  loading: 'Loading',
  safety: { label: 'Data safety: {{state}}' },
  theme: { label: 'Appearance', light: 'Light', dark: 'Dark', system: 'As this device' },
  textSize: { label: 'Text size', normal: 'Normal text', large: 'Large', largest: 'Very large' },
  language: { label: 'Language' },
  failure: {
    title: 'This screen could not be shown',
    body: 'Nothing was lost: sales and edits are kept on this device. Reloading usually helps.',
    chunk:
      'A part of the app could not be loaded. Check the connection, or reload to get the current version.',
    details: 'Details for support',
  },
  notFound: {
    title: 'There is no such page',
    body: 'The address may be mistyped, or the page has moved.',
    action: 'Go to the start',
  },
  offline: {
    title: 'The server cannot be reached',
    body: 'Setting up needs a connection. A till that is already set up keeps selling without one.',
  },
  /** Why the server did not take what this device holds of a document, by the code of its refusal. */
  refused: {
    badge: 'not taken',
    what: {
      malformedFrame: 'The server could not read what this device sent.',
      tooLarge: 'This device sent more in one piece than the server takes.',
      foreignClient: 'A change on this device bears the mark of another device.',
      clockGap: 'A change on this device builds on one that is missing here.',
      foreignDeletion: 'This device tried to delete what it may not delete.',
      readOnly: 'This device may only read this document, and something was changed in it here.',
      other: 'The server did not take what this device holds of it.',
    },
    next: 'The server goes on without it: the document is fetched anew, and what you did is written again. Nothing is lost.',
  },
  welcome: {
    title: 'What is this device?',
    intro: 'Choose once. You can change it later.',
    till: 'A till',
    tillHint: 'Sell on this tablet or computer. You need the code that a manager makes in the back office.',
    office: 'My own device',
    officeHint: 'Sign in to manage products, prices, people and tills.',
  },
} as const
