/** Where start, test and check report to: plain lines, and steps that show their elapsed time. */
export interface Log {
  line(text: string): void
  step<T>(label: string, work: () => Promise<T>): Promise<T>
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`

/**
 * Reports to a writer (stdout unless told otherwise). A step is silent when it ends within 2 s; after that it
 * shows its label, a sign of life every 10 s, and its duration at the end.
 */
export function createLog(write: (text: string) => void = (text) => process.stdout.write(`${text}\n`)): Log {
  return {
    line: write,
    async step(label, work) {
      const since = Date.now()
      let shown = false
      const show = () => {
        write(shown ? `  ${label} … ${seconds(since)}` : `  ${label} …`)
        shown = true
      }
      const first = setTimeout(show, 2000)
      const again = setInterval(show, 10_000)
      try {
        const result = await work()
        if (shown) write(`  ${label}: done in ${seconds(since)}`)
        return result
      } finally {
        clearTimeout(first)
        clearInterval(again)
      }
    },
  }
}

/** For tests and inner steps that must not speak. */
export const silentLog: Log = { line: () => {}, step: (_label, work) => work() }
