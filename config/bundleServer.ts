import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { build, type Plugin } from 'esbuild'
import { root } from './paths'

/** In the bundle, as in tsx and jest, `__dirname` is the folder of the source file. */
const sourceFolders: Plugin = {
  name: 'source-folders',
  setup({ onLoad }) {
    onLoad({ filter: /\/(server|config)\/.*\.ts$/ }, async ({ path: file }) => {
      const source = await readFile(file, 'utf8')
      if (!source.includes('__dirname')) return undefined
      const folder = path.relative(root, path.dirname(file)).split(path.sep).join('/')
      const address = `new URL(${JSON.stringify(`../../${folder}`)}, import.meta.url)`
      const line = `import { fileURLToPath as pathOf } from 'node:url'; const __dirname = pathOf(${address});`
      return { contents: `${line}${source}`, loader: 'ts' }
    })
  },
}

/** Server and sandbox as one file each under dist/server, packages left outside. */
export async function bundleServer(): Promise<void> {
  const sandbox = path.join(root, 'server/sandbox/index.ts')
  await build({
    absWorkingDir: root,
    entryPoints: {
      index: path.join(root, 'server/index.ts'),
      ...(existsSync(sandbox) ? { sandbox } : {}),
    },
    outdir: 'dist/server',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    sourcemap: true,
    logLevel: 'silent',
    plugins: [sourceFolders],
  })
}
