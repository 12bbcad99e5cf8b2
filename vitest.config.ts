import {defineConfig} from 'vitest/config';

export default defineConfig({
  // Properties try many values, and machines may be busy.
  test: {include: ['src/**/*.test.ts'], testTimeout: 60_000},
});
