import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium, headlessArgs } from './build/scripts/findChromium.mjs'

const at = (path: string): string => resolve(import.meta.dirname, path)

// Electron's own package fetches a binary when it is imported by plain Node: tests never see it.
const electronStandIn = { electron: at('test/electron/standIn/electron.ts') }

export default defineConfig(async () => {
  const chromium = await findChromium()
  return {
    test: {
      projects: [
        {
          resolve: { alias: electronStandIn },
          test: {
            name: 'node',
            include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
            exclude: [
              'test/**/*.browser.test.{ts,tsx}',
              'test/electron/standIn/**',
              'test/e2e/**',
              'test/bench/**',
              'test/faults/**',
            ],
            environment: 'node',
            // As many as the smallest machine has cores; by default one of two would idle.
            maxWorkers: 2,
            testTimeout: 120_000,
          },
        },
        {
          plugins: [react()],
          // Found while a test runs, a dependency makes Vite reload the page under it.
          optimizeDeps: {
            include: [
              'react',
              'react/jsx-runtime',
              'react/jsx-dev-runtime',
              'react-dom',
              'react-dom/client',
              'rxdb',
              'rxdb/plugins/core',
              'rxdb/plugins/storage-dexie',
              'rxdb/plugins/storage-memory',
              'rxdb/plugins/replication',
              'dexie',
              'rxjs',
              'fast-check',
              'zustand',
              'zod',
              '@mantine/core',
              '@mantine/hooks',
              'i18next',
              'react-i18next',
              'uuidv7',
              'wouter',
              'wouter/use-hash-location',
              'pinyin-pro',
              'papaparse',
              'fflate',
              'bwip-js/browser',
              '@noble/hashes/sha2.js',
              '@noble/hashes/utils.js',
              'axe-core',
            ],
          },
          test: {
            name: 'browser',
            include: ['test/**/*.browser.test.{ts,tsx}'],
            testTimeout: 60_000,
            fileParallelism: false,
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              viewport: { width: 1366, height: 768 },
              provider: playwright({
                launchOptions: {
                  executablePath: chromium.path,
                  args: headlessArgs,
                  env: { ...process.env, ...chromium.env },
                },
              }),
              instances: [{ browser: 'chromium' as const }],
            },
          },
        },
        {
          resolve: { alias: electronStandIn },
          test: {
            name: 'standIn',
            include: ['test/electron/standIn/**/*.test.ts'],
            testTimeout: 60_000,
            hookTimeout: 60_000,
            fileParallelism: false,
          },
        },
        {
          test: {
            name: 'e2e',
            include: ['test/e2e/**/*.test.ts'],
            testTimeout: 300_000,
            hookTimeout: 120_000,
            // Most of the time a hand is waited for: two files keep two cores as busy as one person does.
            maxWorkers: 2,
          },
        },
        {
          test: {
            name: 'faults',
            include: ['test/faults/**/*.test.ts'],
            // What takes long runs by `npm run faults` alone.
            exclude: process.env['FAULTS_SCALE'] ? [] : ['test/faults/**/*.long.test.ts'],
            testTimeout: 600_000,
            hookTimeout: 120_000,
            fileParallelism: false,
            maxWorkers: 1,
          },
        },
        {
          test: {
            name: 'bench',
            // The herd is a fault and a number at once.
            include: ['test/bench/**/*.bench.test.ts', 'test/faults/r13.herd.long.test.ts'],
            testTimeout: 900_000,
            hookTimeout: 120_000,
            fileParallelism: false,
            maxWorkers: 1,
          },
        },
      ],
    },
  }
})
