import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from '../../config/paths'

const dataDir = mkdtempSync(path.join(tmpdir(), 'hedian-faults-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

const LIMIT_MS = 360_000

type Figures = Record<string, number>
interface Summary {
  stock: Figures
  orders: Figures
  visits: Figures
  campaigns: Figures
  leftovers: number
  exitCode: number
}

test(
  'kill -9 of every part and an emptied Redis under use lose, double and leave nothing (TR-4)',
  () => {
    // As many rounds as there are kinds of fault with the engine that has most parts.
    const { stdout, stderr } = spawnSync(
      process.execPath,
      [
        ...['--import', 'tsx', path.join(root, 'config/faults.ts')],
        ...['--stock', '6', '--orders', '3', '--visits', '3', '--campaigns', '3'],
        ...['--calm', '1000', '--data-dir', dataDir],
      ],
      { cwd: root, encoding: 'utf8', timeout: LIMIT_MS },
    )
    const line = stdout.trim().split('\n').at(-1) ?? ''
    if (!line.startsWith('{')) throw new Error(`no summary: ${stdout}${stderr}`)
    const { stock, orders, visits, campaigns, ...ends } = JSON.parse(line) as Summary
    expect(stdout.split('\n').filter((it) => it.includes('wrong answer'))).toEqual([])
    expect(ends).toEqual({ leftovers: 0, exitCode: 0 })

    const { acknowledged, repeats, reads, slowestBackMs, ...tills } = stock
    for (const it of [acknowledged, repeats, reads, slowestBackMs]) expect(it).toBeGreaterThan(0)
    expect(tills).toEqual({
      rounds: 6,
      lost: 0,
      doubled: 0,
      wrongStock: 0,
      unreconciled: 0,
      wrongLive: 0,
      waitingEvents: 0,
      deadLetters: 0,
      silent: 0,
      wrongAnswers: 0,
    })

    const {
      orders: placed,
      paid,
      handedOver,
      refunds,
      repeats: again,
      slowestBackMs: slowest,
      ...shop
    } = orders
    for (const it of [placed, paid, handedOver, refunds, again, slowest]) expect(it).toBeGreaterThan(0)
    expect(shop).toEqual({
      rounds: 3,
      oversold: 0,
      lostDeeds: 0,
      lostPayments: 0,
      doubleCharges: 0,
      doubleRefunds: 0,
      doubleRedemptions: 0,
      deadHolds: 0,
      missingHolds: 0,
      wrongStock: 0,
      ledgerDifferences: 0,
      wrongLive: 0,
      wrongPurchases: 0,
      unsettled: 0,
      waitingEvents: 0,
      deadLetters: 0,
      wrongAnswers: 0,
    })

    const { claimed, redeemed, booked, cancelled, repeats: asked, slowestBackMs: late, ...guests } = visits
    for (const it of [claimed, redeemed, booked, cancelled, asked, late]) expect(it).toBeGreaterThan(0)
    expect(guests).toEqual({
      rounds: 3,
      overclaimed: 0,
      unclaimed: 0,
      lostClaims: 0,
      doubleClaims: 0,
      doubleRedemptions: 0,
      lostRedemptions: 0,
      overbooked: 0,
      lostBookings: 0,
      doubleBookings: 0,
      lostSteps: 0,
      wrongSeats: 0,
      unsettled: 0,
      waitingEvents: 0,
      deadLetters: 0,
      wrongAnswers: 0,
    })

    const { placed: wanted, paid: bought, formedTeams, flashBought, seated, ...rest } = campaigns
    const { onLists, chainCollected, cameShort, ...after } = rest
    for (const it of [wanted, bought, seated, onLists]) expect(it).toBeGreaterThan(0)
    // How many of these a short run has is chance.
    const byChance = [formedTeams, flashBought, chainCollected, cameShort]
    expect(byChance.every((it) => Number.isInteger(it))).toBe(true)
    expect(after.repeats).toBeGreaterThan(0)
    expect(after.slowestBackMs).toBeGreaterThan(0)
    expect({ ...after, repeats: 0, slowestBackMs: 0 }).toEqual({
      rounds: 3,
      repeats: 0,
      slowestBackMs: 0,
      oversold: 0,
      wrongPieces: 0,
      wrongTeams: 0,
      wrongSeats: 0,
      lostDeeds: 0,
      lostPayments: 0,
      doubleCharges: 0,
      doubleRefunds: 0,
      doubleRedemptions: 0,
      deadHolds: 0,
      missingHolds: 0,
      wrongStock: 0,
      ledgerDifferences: 0,
      overbooked: 0,
      doubleSignUps: 0,
      doubleCheckIns: 0,
      overQuota: 0,
      wrongNumbers: 0,
      wrongEntries: 0,
      wrongDeliveries: 0,
      wrongShares: 0,
      unsettled: 0,
      waitingEvents: 0,
      deadLetters: 0,
      wrongAnswers: 0,
    })
  },
  LIMIT_MS + 5000,
)
