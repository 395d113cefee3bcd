import { defineConfig } from 'vitest/config';

const timeouts = { testTimeout: 120_000, hookTimeout: 900_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...timeouts,
          name: 'parts',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/tools/**'],
        },
      },
      {
        test: {
          ...timeouts,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          // The command that users run, and the tools that it runs, are made once for all of these tests.
          globalSetup: ['test/e2e/setup.ts'],
        },
      },
    ],
  },
});
