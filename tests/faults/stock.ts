import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from './client'
import { strike, type Outcome, type Run } from './rounds'
import { startBurst } from './stock.burst'
import { assess } from './stock.verify'

/** The till's story: feeds of stock changes and reads without pause while parts die in turn. */
export async function stockStory({ chain, rounds, calm, say }: Run): Promise<Outcome> {
  const client = createClient(chain.addresses.api)
  const burst = startBurst(client)
  let slowestBackMs = 0
  for (let round = 0; round < rounds; round++) {
    await sleep(calm)
    const before = burst.acknowledged.size
    const { kind, backMs } = await strike(chain, round)
    slowestBackMs = Math.max(slowestBackMs, backMs)
    say(
      `round ${round + 1}: ${kind.padEnd(13)} back in ${String(backMs).padStart(6)} ms, ${before} changes acknowledged before`,
    )
  }
  await sleep(calm)
  await burst.stop()
  const damage = await assess(chain, burst)
  const { wrong, repeats } = client
  for (const it of wrong.slice(0, 10)) say(`wrong answer: ${it}`)
  const { acknowledged, ...broken } = damage
  return {
    figures: { rounds, ...damage, wrongAnswers: wrong.length, repeats, reads: burst.reads, slowestBackMs },
    isClean: acknowledged > 0 && !wrong.length && Object.values(broken).every((it) => it === 0),
  }
}
