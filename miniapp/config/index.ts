import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'

const images = { limit: 1024 } // bytes: below it a picture is inlined into the style sheet

export default defineConfig<'webpack5'>(async () => {
  const config: UserConfigExport<'webpack5'> = {
    projectName: 'hedian-miniapp',
    date: '2026-1-1',
    designWidth: 375,
    deviceRatio: { 640: 2.34 / 2, 750: 1, 375: 2, 828: 1.81 / 2 },
    sourceRoot: 'src',
    outputRoot: `dist/${process.env.TARO_ENV}`,
    framework: 'react',
    compiler: { type: 'webpack5', prebundle: { enable: false } },
    cache: { enable: process.env.TARO_CACHE === '1' },
    plugins: [],
    // The mini-program asks a named host; the H5 build asks the host it was loaded from.
    defineConstants: {
      __API_BASE__: JSON.stringify(
        process.env.TARO_ENV === 'h5' ? '/api' : (process.env.API_BASE ?? 'http://localhost:3000/api'),
      ),
    },
    copy: { patterns: [], options: {} },
    alias: { '@': path.resolve(__dirname, '..', 'src') },
    mini: {
      imageUrlLoaderOption: images,
      optimizeMainPackage: { enable: true },
      postcss: { pxtransform: { enable: true, config: {} }, cssModules: { enable: false } },
      miniCssExtractPluginOption: { ignoreOrder: true },
    },
    h5: {
      publicPath: '/',
      staticDirectory: 'static',
      router: { mode: 'hash' },
      imageUrlLoaderOption: images,
      output: { filename: 'js/[name].[chunkhash:8].js', chunkFilename: 'js/[name].[chunkhash:8].js' },
      miniCssExtractPluginOption: {
        ignoreOrder: true,
        filename: 'css/[name].[chunkhash:8].css',
        chunkFilename: 'css/[name].[chunkhash:8].css',
      },
      postcss: {
        autoprefixer: { enable: true, config: {} },
        // Lengths stay px in a column of at most 430 px: no root font size to fight with.
        pxtransform: { enable: false, config: {} },
        cssModules: { enable: false },
      },
    },
  }
  return config
})
