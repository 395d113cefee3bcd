import { defineConfig } from 'vitest/config';

/** Gates with one older version of each tool: `npm run test:tools`. It installs them, which takes a minute. */
export default defineConfig({
  test: {
    name: 'tools',
    include: ['test/tools/**/*.test.ts'],
    globalSetup: ['test/e2e/setup.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
  },
});
