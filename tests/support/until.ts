import { pause } from './pause'

/** Asks again until the answer is the wanted one; a test that waits in vain ends by its own limit. */
export async function until<T>(ask: () => Promise<T>, isWanted: (answer: T) => boolean): Promise<T> {
  for (;;) {
    const answer = await ask()
    if (isWanted(answer)) return answer
    await pause(40)
  }
}
