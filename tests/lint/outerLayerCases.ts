import { type, value, type LayerCase } from './serverLayerCases'

/** The same for what stands around the server. */
export const outerCases: LayerCase[] = [
  {
    layer: 'sandbox',
    file: 'server/sandbox/core.ts',
    says: 'sandbox → kernel and config',
    refused: [
      value('../features/guides/guides.service'),
      type('../features/guides/guides.contract'),
      value('../integrations/wecom/wecom'),
      value('../app'),
    ],
    accepted: [
      value('./world'),
      value('../kernel/platformCrypto'),
      value('../../config/paths'),
      value('koa'),
    ],
  },
  {
    layer: 'miniapp',
    file: 'miniapp/src/stores/open.ts',
    says: 'miniapp → its own files and `import type` from server/api',
    refused: [
      value('../../../server/api'),
      type('../../../server/features/stores/stores.contract'),
      value('../../../server/kernel/shanghai'),
      value('../../../guide-sidebar/src/ui/Avatar'),
      value('../../../config/env'),
    ],
    accepted: [
      type('../../../server/api'),
      `import { type It } from '../../../server/api'`,
      value('../ui/format'),
      value('@tarojs/taro'),
    ],
  },
  {
    layer: 'guide-sidebar',
    file: 'guide-sidebar/src/sidebar/App.tsx',
    says: 'guide-sidebar → its own files and `import type` from server/api',
    refused: [
      value('../../../server/api'),
      `import { type It, other } from '../../../server/api'`,
      value('../../../miniapp/src/ui/format'),
      value('../../../server/kernel/contract'),
      value('../../../config/paths'),
    ],
    accepted: [type('../../../server/api'), value('../ui/Avatar'), value('react')],
  },
  {
    layer: 'config',
    file: 'config/demo/load.ts',
    says: 'not the sandbox, which it starts as a process, nor a client',
    refused: [value('../../server/sandbox/createSandbox'), value('../../miniapp/src/ui/format')],
    accepted: [
      value('../../server/features/stores/stores.service'),
      value('../../server/kernel/db'),
      value('../paths'),
      value('./types'),
    ],
  },
  {
    layer: 'config/env',
    file: 'config/env.ts',
    says: 'config/env and config/sandboxEnv import no other file',
    refused: [value('./paths'), value('../server/kernel/logger')],
    accepted: [value('./sandboxEnv'), value('zod')],
  },
  {
    layer: 'tests',
    file: 'tests/support/product.ts',
    says: '',
    refused: [],
    accepted: [
      value('../../server/sandbox/createSandbox'),
      value('../../server/app'),
      value('../../config/env'),
    ],
  },
]
