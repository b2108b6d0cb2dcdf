/** Component tests wait for what they look for as long as a busy machine may need; how long it took decides nothing. */
if (typeof document !== 'undefined') {
  const { configure } = require('@testing-library/react') as typeof import('@testing-library/react')
  configure({ asyncUtilTimeout: 15_000 })
}
