/** For every layer of the server a file whose lines are imports, some refused and some accepted. */
export interface LayerCase {
  layer: string
  file: string
  /** Words of the rule as the linter answers. */
  says: string
  refused: string[]
  accepted: string[]
}

export const value = (from: string) => `import { it } from '${from}'`
export const type = (from: string) => `import type { It } from '${from}'`
const f = '../../features'

export const serverCases: LayerCase[] = [
  {
    layer: 'contract',
    file: 'server/features/stores/stores.contract.ts',
    says: 'contracts → zod, kernel/contract, kernel/shapes and other contracts',
    refused: [
      value('./stores.service'),
      type('./stores.model'),
      value('../../kernel/clock'),
      value('../../../config/env'),
      value('mongoose'),
      type('koa'),
    ],
    accepted: [
      value('zod'),
      value('../../kernel/contract'),
      value('../../kernel/shapes'),
      value('../catalog/catalog.contract'),
    ],
  },
  {
    layer: 'kernel/contract',
    file: 'server/kernel/contract.ts',
    says: 'kernel/contract and kernel/shapes import zod and types of the kernel',
    refused: [value('./clock'), value('mongoose'), value('../../config/env'), type('koa')],
    accepted: [value('zod'), value('./shapes'), type('./prepared')],
  },
  {
    layer: 'kernel/shanghai',
    file: 'server/kernel/shanghai.ts',
    says: 'kernel/shanghai and kernel/money are pure',
    refused: [value('./clock'), value('node:fs')],
    accepted: [type('zod')],
  },
  {
    layer: 'kernel/money',
    file: 'server/kernel/money.ts',
    says: 'kernel/shanghai and kernel/money are pure',
    refused: [value('./clock'), value('./shanghai'), value('node:fs')],
    accepted: [type('zod')],
  },
  {
    layer: 'kernel',
    file: 'server/kernel/anything.ts',
    says: 'kernel → kernel and config/env',
    refused: [
      value('../features/stores/stores.service'),
      type('../features/stores/stores.contract'),
      value('../integrations/http'),
      value('../sandbox/core'),
      value('../app'),
      value('../../config/paths'),
    ],
    accepted: [value('./clock'), value('../../config/env'), value('koa'), value('node:crypto')],
  },
  {
    layer: 'integrations',
    file: 'server/integrations/wecom/wecom.ts',
    says: 'integrations → kernel, integrations and config/env',
    refused: [
      value(`${f}/guides/guides.service`),
      type('../../features/guides/guides.contract'),
      value('../../sandbox/core'),
    ],
    accepted: [value('../http'), value('../../kernel/redis'), value('../../../config/env'), value('zod')],
  },
  {
    layer: 'events',
    file: 'server/features/inventory/inventory.events.ts',
    says: 'events → kernel, zod and the own contract',
    refused: [value('./inventory.model'), value('../stores/stores.contract'), value('mongoose')],
    accepted: [value('./inventory.contract'), value('../../kernel/outbox'), value('zod')],
  },
  {
    layer: 'rules',
    file: 'server/features/stores/stores.rules.ts',
    says: 'rules are pure',
    refused: [
      value('./stores.contract'),
      value('./stores.model'),
      type('./stores.model'),
      value('../../kernel/clock'),
      value('../../kernel/redis'),
      value('../catalog/catalog.rules'),
      value('node:fs'),
      value('zod'),
    ],
    accepted: [
      type('./stores.contract'),
      `import { type It } from '../catalog/catalog.contract'`,
      value('../../kernel/shanghai'),
      value('../../kernel/money'),
      type('zod'),
    ],
  },
  {
    layer: 'model',
    file: 'server/features/stores/stores.model.ts',
    says: 'model → kernel, contract types, own events, own rules and own models',
    refused: [
      value('./stores.contract'),
      value('./stores.service'),
      value('./stores.directory'),
      value('../catalog/catalog.model'),
      value('../catalog/catalog.events'),
      value('../../integrations/wechat/wechat'),
      value('../../../config/env'),
    ],
    accepted: [
      type('./stores.contract'),
      value('./stores.events'),
      value('./stores.rules'),
      value('../../kernel/outbox'),
      value('mongoose'),
    ],
  },
  {
    layer: 'service',
    file: 'server/features/inventory/inventory.service.ts',
    says: 'of other features only the service',
    refused: [
      value('../stores/stores.model'),
      type('../stores/stores.model'),
      value('../stores/stores.rules'),
      value('../stores/stores.directory'),
      value('../stores/stores.events'),
      value('./inventory.routes'),
      value('./inventory.jobs'),
      value('../../sandbox/core'),
      value('../../app'),
      `export { it } from '../stores/stores.model'`,
      `export * from '../stores/stores.model'`,
      `const a = import('../stores/stores.model')`,
      `const b = require('../stores/stores.model')`,
      `let c: import('../stores/stores.model').It`,
    ],
    accepted: [
      value('../stores/stores.service'),
      value('../stores/stores.contract'),
      value('./inventory.model'),
      value('./inventory.live'),
      value('./inventory.rules'),
      value('./inventory.events'),
      value('../../kernel/clock'),
      value('../../integrations/wechat/wechat'),
      value('../../../config/env'),
      `export { it } from './inventory.model'`,
    ],
  },
  {
    layer: "a service's part",
    file: 'server/features/customers/customers.contacts.ts',
    says: "a service's part → own files",
    refused: [
      value('../members/members.model'),
      value('./customers.routes'),
      value('../stores/stores.directory'),
    ],
    accepted: [
      value('../members/members.service'),
      value('./customers.model'),
      value('./customers.callbacks'),
      value('../../integrations/http'),
    ],
  },
  {
    layer: 'routes',
    file: 'server/features/stores/stores.routes.ts',
    says: 'routes → own contract, own service and kernel',
    refused: [
      value('./stores.model'),
      value('./stores.rules'),
      value('./stores.directory'),
      value('../catalog/catalog.service'),
      value('../../integrations/http'),
      value('mongoose'),
    ],
    accepted: [
      value('./stores.contract'),
      value('./stores.service'),
      value('../../kernel/router'),
      type('koa'),
    ],
  },
  {
    layer: 'jobs',
    file: 'server/features/inventory/inventory.jobs.ts',
    says: 'jobs → own service and its parts, events and kernel',
    refused: [
      value('./inventory.model'),
      value('./inventory.routes'),
      value('../stores/stores.service'),
      value('bullmq'),
    ],
    accepted: [
      value('./inventory.service'),
      value('./inventory.upkeep'),
      value('./inventory.events'),
      value('../customers/customers.events'),
      value('../../kernel/jobs'),
    ],
  },
  {
    layer: 'api',
    file: 'server/api.ts',
    says: 'server/api → types of contracts only',
    refused: [
      value('./features/stores/stores.contract'),
      type('./features/stores/stores.model'),
      value('./kernel/contract'),
      value('zod'),
    ],
    accepted: [type('./features/stores/stores.contract'), type('./kernel/contract')],
  },
  {
    layer: 'app, worker and index',
    file: 'server/app.ts',
    says: "app, worker and index → features' routes and jobs",
    refused: [
      value('./features/stores/stores.service'),
      value('./features/stores/stores.model'),
      value('./integrations/http'),
      value('./sandbox/createSandbox'),
    ],
    accepted: [
      value('./features/stores/stores.routes'),
      value('./features/inventory/inventory.jobs'),
      value('./worker'),
      value('./kernel/router'),
      value('../config/env'),
      value('koa'),
    ],
  },
]
