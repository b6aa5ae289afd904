/** The layer order: client, relay and print-bridge import crdt-model; never each other, never sideways. */
const between = (from, to, comment) => ({
  name: `${from}-not-to-${to}`,
  comment,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: `^${to}/` },
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // What vite makes of a file's address (`?url`) is no module.
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|[?](worker&)?url$' },
    },
    between('crdt-model', '(client|relay|print-bridge)', 'the core knows nobody'),
    between('client', '(relay|print-bridge)', 'they meet only in crdt-model/src/wire and access'),
    between('relay', '(client|print-bridge)', 'they meet only in crdt-model/src/wire and access'),
    between('print-bridge', '(client|relay)', 'the bridge stands alone'),
    {
      name: 'oslo-behind-one-module',
      comment: 'it is no longer developed: replacing it must touch one file',
      severity: 'error',
      from: { path: '^relay/', pathNot: '^relay/src/auth/oslo\\.ts$' },
      to: { path: '^node_modules/oslo/' },
    },
    {
      name: 'lucia-behind-one-module',
      comment: 'it is no longer developed: replacing it must touch one file',
      severity: 'error',
      from: { path: '^relay/', pathNot: '^relay/src/auth/user-sessions\\.ts$' },
      to: { path: '^node_modules/lucia/' },
    },
    {
      name: 'core-imports-only',
      comment: 'the core may import yjs, lib0, valibot and itself',
      severity: 'error',
      from: { path: '^crdt-model/src', pathNot: '(\\.test\\.ts$|/testing/)' },
      to: { pathNot: '^(crdt-model/src|node_modules/(yjs|lib0|valibot)/)' },
    },
    {
      name: 'no-barrel-inside-core',
      comment: 'index.ts is the public list; nobody inside imports it',
      severity: 'error',
      from: { path: '^crdt-model/src' },
      to: { path: '^crdt-model/src/index\\.ts$' },
    },
    {
      name: 'screens-do-not-touch-the-replica',
      comment: 'a screen gives commands and reads live queries; only the worker owns documents',
      severity: 'error',
      from: { path: '^client/src/(ui|till|backoffice|dashboard|setup)' },
      to: { path: '^(client/src/replica/worker|node_modules/(yjs|y-indexeddb|y-websocket)/)' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Imports of types count for the layers as well; a circle of types alone is no circle at run time. Which are of types
    // is written at each (`verbatimModuleSyntax`): nothing has to be compiled to find out, at three times the cost.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'default'] },
  },
}
