/** Every database of one run starts with this. */
export const databasePrefix = (slot: number) => `hedian_test_${slot}_`

/** The MongoDB database of one worker (1, 2, …) of a run. */
export const databaseName = (slot: number, worker: number) => `${databasePrefix(slot)}${worker}`

/** The Redis database of one worker: 4 for each run. */
export const redisDatabase = (slot: number, worker: number) => slot * 4 + ((worker - 1) % 4)

/** Ports one run keeps for its workers. */
export const PORTS = 16

/** Where a worker's platform sandbox listens, known before anything reads the configuration. */
export const sandboxPort = (first: number, worker: number) => first + 2 * ((worker - 1) % 8)
/** Where its webview listens: the address people's pages have in tests. */
export const webviewPort = (first: number, worker: number) => sandboxPort(first, worker) + 1
