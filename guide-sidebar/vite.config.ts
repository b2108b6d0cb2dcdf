import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Two pages from one build: `dist/sidebar/index.html` and `dist/console/index.html`, both using `../assets/`. */
export default defineConfig({
  root: __dirname,
  base: './',
  plugins: [react()],
  server: { proxy: { '/api': 'http://127.0.0.1:3000', '/media': 'http://127.0.0.1:3000' } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: ['chrome80', 'safari13'],
    // A sidebar is opened hundreds of times a day: pictures must not travel inside the scripts.
    assetsInlineLimit: 1024,
    rollupOptions: {
      input: {
        sidebar: resolve(__dirname, 'sidebar/index.html'),
        console: resolve(__dirname, 'console/index.html'),
      },
    },
  },
})
