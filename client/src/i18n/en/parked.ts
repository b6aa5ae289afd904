/** Sales that wait, here and at the other tills of the store. */
export const parked = {
  title: 'Parked sales',
  empty: 'Nothing is parked',
  emptyHint: 'Park a sale to serve somebody else first. Any till of the store can go on with it.',
  offline:
    'This till is offline: what other tills parked since is not here, and another till may take the same sale.',
  by: '{{who}}, {{when}}',
  at: 'parked {{when}}',
  here: 'This till',
  onlyHere: 'Only this till',
  name: {
    title: 'Park under a name',
    label: 'Name',
    hint: 'A table, a number, what somebody wears: other tills see it.',
  },
  elsewhere: {
    taken:
      '{{till}} ({{who}}) took this parked sale at {{when}} as well. Ask there before you take money: it would be sold twice.',
    sold: '{{till}} has sold this parked sale at {{when}}, receipt {{receipt}}. Do not take money for it again: give it up.',
  },
  refused: {
    elsewhere: '{{till}} was first and has this sale now.',
    sold: 'This sale is paid already: receipt {{receipt}}.',
    'already-here': 'This sale is on this till already, among the parked ones.',
    gone: 'This sale is parked no longer.',
    'not-signed-in': 'Sign in first.',
  },
} as const
