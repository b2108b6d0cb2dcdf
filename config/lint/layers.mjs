/**
 * Who may import whom: one table, read by the linter's rule `hedian/layers` (plugin.mjs) and proved by tests/lint.
 *
 * `files`     project paths without extension; `<f>` is a feature's name, `*` one name part, `**` any depth. The first
 *             layer that matches a file is its layer, so the order counts.
 * `may`       layers it may import; `own x` only from its own feature, `type x` only by `import type`.
 * `packages`  'any', 'types' (only by `import type`), or the names it may import.
 * `says`      the rule in words, as the linter answers.
 */
const kernel = ['kernel', 'kernel shapes', 'kernel pure']
const anything = [
  'env',
  'config',
  ...kernel,
  'integrations',
  'contract',
  'events',
  'rules',
  'model',
  'service',
]

export const layers = {
  env: {
    files: ['config/env', 'config/sandboxEnv'],
    may: ['env'],
    packages: 'any',
    says: 'config/env and config/sandboxEnv import no other file: the whole server reads them',
  },
  config: {
    files: ['config/**'],
    may: [...anything, 'part', 'routes', 'jobs', 'api', 'process', 'tests'],
    packages: 'any',
    says: 'config may import the server and tests, not the sandbox, which it starts as a process, nor a client',
  },
  'kernel shapes': {
    files: ['server/kernel/contract', 'server/kernel/shapes'],
    may: ['kernel shapes', 'type kernel'],
    packages: ['zod'],
    says: 'kernel/contract and kernel/shapes import zod and types of the kernel: contracts stand on them',
  },
  'kernel pure': {
    files: ['server/kernel/shanghai', 'server/kernel/money'],
    may: [],
    packages: 'types',
    says: 'kernel/shanghai and kernel/money are pure and import nothing, so that rules may use them',
  },
  kernel: {
    files: ['server/kernel/**'],
    may: ['env', ...kernel],
    packages: 'any',
    says: 'kernel → kernel and config/env: it knows no feature and no platform',
  },
  integrations: {
    files: ['server/integrations/**'],
    may: ['env', ...kernel, 'integrations'],
    packages: 'any',
    says: 'integrations → kernel, integrations and config/env: a platform knows no feature',
  },
  contract: {
    files: ['server/features/<f>/<f>.contract', 'server/features/<f>/<f>.*.contract'],
    may: ['contract', 'kernel shapes'],
    packages: ['zod'],
    says: 'contracts → zod, kernel/contract, kernel/shapes and other contracts: the clients see their types',
  },
  events: {
    files: ['server/features/<f>/<f>.events'],
    may: [...kernel, 'own contract'],
    packages: ['zod'],
    says: 'events → kernel, zod and the own contract',
  },
  rules: {
    files: ['server/features/<f>/<f>.rules'],
    may: ['type contract', 'type own events', 'kernel pure'],
    packages: 'types',
    says: 'rules are pure: contract and event types, kernel/shanghai and kernel/money, and of packages only types',
  },
  model: {
    files: ['server/features/<f>/<f>.model', 'server/features/<f>/<f>.*.model'],
    may: [...kernel, 'type contract', 'own events', 'own rules', 'own model'],
    packages: 'any',
    says: 'model → kernel, contract types, own events, own rules and own models',
  },
  routes: {
    files: ['server/features/<f>/<f>.routes'],
    may: [...kernel, 'own contract', 'own service'],
    packages: 'types',
    says: 'routes → own contract, own service and kernel: no logic of their own',
  },
  jobs: {
    files: ['server/features/<f>/<f>.jobs'],
    may: [...kernel, 'own service', 'own part', 'events'],
    packages: 'types',
    says: 'jobs → own service and its parts, events and kernel: no logic of their own',
  },
  service: {
    files: ['server/features/<f>/<f>.service'],
    may: [
      ...kernel,
      'env',
      'integrations',
      'contract',
      'service',
      'own events',
      'own rules',
      'own model',
      'own part',
    ],
    packages: 'any',
    says: "service → own files, kernel, integrations, contracts, and of other features only the service (not one's own routes and jobs)",
  },
  part: {
    files: ['server/features/<f>/<f>.*'],
    may: [
      ...kernel,
      'env',
      'integrations',
      'contract',
      'service',
      'own events',
      'own rules',
      'own model',
      'own part',
    ],
    packages: 'any',
    says: "a service's part → own files, kernel, integrations, contracts, and of other features only the service",
  },
  api: {
    files: ['server/api'],
    may: ['type contract', 'type kernel shapes'],
    packages: 'types',
    says: "server/api → types of contracts only: it is the clients' door",
  },
  process: {
    files: ['server/index', 'server/app', 'server/worker'],
    may: ['env', ...kernel, 'routes', 'jobs', 'process'],
    packages: 'any',
    says: "app, worker and index → features' routes and jobs, kernel and config/env",
  },
  sandbox: {
    files: ['server/sandbox/**'],
    may: [...kernel, 'sandbox', 'env', 'config'],
    packages: 'any',
    says: 'sandbox → kernel and config: it plays the platforms and knows no feature',
  },
  miniapp: {
    files: ['miniapp/**'],
    may: ['miniapp', 'type api'],
    packages: 'any',
    says: "miniapp → its own files and `import type` from server/api, nothing else of the server, config or the guides' side",
  },
  'guide-sidebar': {
    files: ['guide-sidebar/**'],
    may: ['guide-sidebar', 'type api'],
    packages: 'any',
    says: 'guide-sidebar → its own files and `import type` from server/api, nothing else of the server, config or miniapp',
  },
  tests: {
    files: ['tests/**'],
    may: 'any',
    packages: 'any',
    says: 'tests may import everything',
  },
}

/** Folders in which a file outside every layer is refused. */
export const layered = ['server/', 'miniapp/', 'guide-sidebar/', 'config/', 'tests/']
