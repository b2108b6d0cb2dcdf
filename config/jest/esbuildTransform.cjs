const crypto = require('node:crypto')
const path = require('node:path')
const esbuild = require('esbuild')

const loaders = { '.tsx': 'tsx', '.jsx': 'jsx', '.ts': 'ts', '.mts': 'ts', '.cts': 'ts' }

/** TypeScript and ES modules to CommonJS by esbuild: no type check (`npm run types` does that), no Babel. */
module.exports = {
  process(source, file) {
    const { code } = esbuild.transformSync(source, {
      loader: loaders[path.extname(file)] ?? 'js',
      format: 'cjs',
      target: 'node20',
      jsx: 'automatic',
      sourcemap: 'inline',
      sourcefile: file,
    })
    return { code }
  },
  getCacheKey: (source, file, { configString }) =>
    crypto.createHash('sha1').update([esbuild.version, file, configString, source].join('\0')).digest('hex'),
}
