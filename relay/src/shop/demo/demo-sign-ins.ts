import type { StatusReply } from '@evertill/crdt-model'

/** The demo shop's sign-ins. Everybody may know them: they open nothing but a demo shop. */
export const DEMO_SIGN_INS = {
  email: 'owner@evertill.example',
  password: 'lantern-and-lace',
  managerEmail: 'manager@evertill.example',
  managerPassword: 'hawkeye-spirits',
  cashiers: [
    { store: 'Lantern & Lace', name: 'Amelia', pin: '1234', role: 'cashier' },
    { store: 'Lantern & Lace', name: 'Noah', pin: '2468', role: 'supervisor' },
    { store: 'Lantern & Lace', name: 'Priya', pin: '1357', role: 'manager' },
    { store: 'Hawkeye Spirits', name: 'Diego', pin: '4321', role: 'cashier' },
    { store: 'Hawkeye Spirits', name: 'Grace', pin: '8642', role: 'manager' },
  ],
} as const satisfies NonNullable<StatusReply['demo']>
