// The walls between the rooms. The compiler is the first wall (each room's tsconfig has only the libraries
// the room may use); this is the second; test/architecture reads this file, so a deleted wall is noticed.

const ours = '^(shared|renderer|electron|server|build)/'

/** What lives in `from` may import of ours only what is in `allowed`. */
const wall = (from, allowed) => ({
  name: `${from.replace(/\W+/g, '-')}-keeps-to-its-rooms`,
  severity: 'error',
  from: { path: `^${from}/` },
  to: { path: ours, pathNot: `^(${allowed.join('|')})/` },
})

/** The package may be imported of ours only in `home`. */
const only = (pkg, home) => ({
  name: `${pkg.replace(/\W+/g, '-')}-has-one-home`,
  severity: 'error',
  from: { path: ours, pathNot: `^(${home})` },
  to: { path: `node_modules/${pkg}/` },
})

const shared = 'shared'
const screenRooms = [
  'renderer/sound',
  'renderer/intake',
  'renderer/queries',
  'renderer/commands',
  'renderer/session',
  'renderer/ui',
  'renderer/input',
]

module.exports = {
  forbidden: [
    wall('shared/kernel', ['shared/kernel']),
    wall('shared/domain', ['shared/kernel', 'shared/domain']),
    wall('shared/intake', ['shared/kernel', 'shared/domain', 'shared/intake']),
    // Reads bytes with what browser and Node both have: its compilers are those of the rooms that use it.
    wall('shared/sheets', ['shared/intake', 'shared/sheets']),
    wall('shared/paper', ['shared/kernel', 'shared/domain', 'shared/paper']),
    wall('shared/contract', ['shared/kernel', 'shared/domain', 'shared/contract']),
    wall('shared', ['shared']),

    wall('renderer', ['shared', 'renderer']),
    wall('renderer/storage', [shared, 'renderer/storage']),
    wall('renderer/sync', [shared, 'renderer/sync', 'renderer/storage']),
    wall('renderer/point', [shared, 'renderer/point', 'renderer/storage']),
    wall('renderer/commands', [shared, 'renderer/commands', 'renderer/storage', 'renderer/point']),
    wall('renderer/queries', [shared, 'renderer/queries', 'renderer/point', 'renderer/sync']),
    wall('renderer/session', [shared, 'renderer/session']),
    wall('renderer/input', [shared, 'renderer/input', 'renderer/commands', 'renderer/session']),
    wall('renderer/i18n', [shared, 'renderer/i18n']),
    wall('renderer/intake', [shared, 'renderer/intake']),
    wall('renderer/sound', [shared, 'renderer/sound']),
    wall('renderer/ui', [shared, 'renderer/ui', 'renderer/i18n']),
    wall('renderer/screens', [shared, 'renderer/screens', 'renderer/i18n', 'renderer/point', ...screenRooms]),

    wall('electron', ['electron', 'shared/contract', 'shared/kernel', 'shared/paper']),
    wall('server', ['server', shared]),
    wall('build', ['build', 'electron/shell', 'shared/contract']),

    only('rxdb', 'renderer/(storage|sync)/'),
    only('dexie', 'renderer/storage/'),
    only('zustand', 'renderer/session/'),
    only('electron', 'electron/'),
    only('pg', 'server/db/'),
    only('hono', 'server/'),
    only('@electric-sql', 'server/db/'),

    {
      name: 'shared-is-pure',
      comment: 'No Node, no React, no storage, no network below the rooms that know a machine is there.',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: 'node_modules/(react|react-dom|@mantine|rxdb|dexie|zustand|electron|hono|@hono)/' },
    },
    {
      name: 'no-node-outside-node-rooms',
      severity: 'error',
      from: { path: '^(shared|renderer)/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      from: { path: ours },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'nothing-from-tests',
      severity: 'error',
      from: { path: ours },
      to: { path: '^test/' },
    },
    {
      name: 'every-import-resolves',
      severity: 'error',
      from: { path: ours },
      to: { couldNotResolve: true, pathNot: '\\?(worker|url|raw|inline)' },
    },
    {
      name: 'no-development-packages-at-run-time',
      comment: 'Electron itself is there at run time without being a dependency.',
      severity: 'error',
      from: { path: '^(shared|renderer|electron|server)/' },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['type-only'],
        pathNot: 'node_modules/(electron|@types)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(out|dist|test)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}
