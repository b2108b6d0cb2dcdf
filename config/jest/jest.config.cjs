const path = require('node:path')

/** Packages that are only published as ES modules and must be turned into CommonJS for the tests. */
const esmOnly = [
  'kdbush',
  'geokdbush',
  'flatqueue',
  'tinyqueue',
  'strnum',
  '@nodable/entities',
  'is-unsafe',
  'anynum',
  'xml-naming',
]

/** @type {import('jest').Config} */
module.exports = {
  rootDir: path.resolve(__dirname, '../..'),
  roots: ['<rootDir>/tests'],
  testMatch: ['<rootDir>/tests/**/*.test.{ts,tsx}'],
  modulePathIgnorePatterns: [
    '<rootDir>/.cache/',
    '<rootDir>/dist/',
    '<rootDir>/miniapp/dist/',
    '<rootDir>/guide-sidebar/dist/',
  ],
  transform: { '\\.[cm]?[jt]sx?$': '<rootDir>/config/jest/esbuildTransform.cjs' },
  transformIgnorePatterns: [`/node_modules/(?!(${esmOnly.join('|')})/)`],
  moduleNameMapper: {
    '\\.(css|scss)$': '<rootDir>/config/jest/assetStub.cjs',
    '\\.(svg|png|jpg|webp)$': '<rootDir>/config/jest/pictureStub.cjs',
    '^@/(.*)$': '<rootDir>/miniapp/src/$1',
  },
  setupFiles: ['<rootDir>/config/jest/workerEnv.ts'],
  setupFilesAfterEnv: ['<rootDir>/config/jest/componentPatience.ts'],
  globalSetup: '<rootDir>/config/jest/globalSetup.ts',
  globalTeardown: '<rootDir>/config/jest/globalTeardown.ts',
  maxWorkers: 2,
  // A suite whose set-up failed may leave connections open; the run must end all the same.
  forceExit: true,
  testTimeout: 60_000,
}
