import { resolve } from 'node:path'
import { defineConfig } from 'vite'

const at = (path: string): string => resolve(import.meta.dirname, '..', path)

/** The centre as a few files for Node; its packages stay in node_modules, but for what is used in a small part only. */
export default defineConfig({
  root: at('.'),
  logLevel: 'warn',
  // Whole, it brings its messages in fifty languages into the memory of every thread.
  ssr: { noExternal: ['zod'] },
  build: {
    ssr: true,
    outDir: at('out/centre'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    rollupOptions: {
      input: {
        main: at('server/main.ts'),
        foldWorker: at('server/foldWorker.ts'),
        hungWorker: at('server/hungWorker.ts'),
        watchForHanging: at('server/watchForHanging.ts'),
        ownerDoor: at('server/command/ownerDoor.ts'),
      },
      output: { format: 'es', entryFileNames: '[name].js' },
    },
  },
})
