import {defineConfig} from '@playwright/test';
import {findBrowser} from './scripts/find-browser.js';

const executablePath = findBrowser();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/build-worker.ts',
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  // Shared machines stall for seconds; the report still names what passed only the second time.
  expect: {timeout: 15_000},
  retries: process.env['CI'] ? 1 : 0,
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    launchOptions: {
      ...(executablePath ? {executablePath} : {}),
      args: [
        // As root, and in most containers, Chromium cannot make its sandbox.
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
});
