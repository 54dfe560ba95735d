import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const at = (path: string): string => resolve(import.meta.dirname, path)
const { version } = JSON.parse(readFileSync(at('package.json'), 'utf8')) as { version: string }

export default defineConfig({
  main: {
    build: {
      // Everything but Electron itself is bundled, so the packed app carries no node_modules.
      externalizeDeps: false,
      outDir: at('out/main'),
      rollupOptions: {
        // host.js is the browser host: the start script runs it where there is no Electron.
        input: { index: at('electron/main.ts'), host: at('build/host/browserHost.ts') },
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: at('out/preload'),
      rollupOptions: {
        input: { index: at('electron/preload.ts') },
        // A sandboxed preload cannot be an ES module and cannot load chunks: one CommonJS file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    // Relative addresses: the same files are served at app://station/ and by the browser host.
    base: './',
    plugins: [react()],
    define: { 'import.meta.env.VITE_VERSION': JSON.stringify(version) },
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      minify: true,
      // Read from the disk of this machine, never over a network.
      chunkSizeWarningLimit: 4096,
      // Chunks stay files: the content policy allows no inline script, and data: fonts are not needed.
      assetsInlineLimit: 0,
      rollupOptions: { input: { index: at('renderer/index.html') } },
    },
  },
})
