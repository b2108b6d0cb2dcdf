import { z } from 'zod'

/** `draft` 草稿 → `scheduled` 已排期 → `live` 进行中 ⇄ `paused` 已暂停 → `ended` 已结束 */
export const campaignStatus = z.enum(['draft', 'scheduled', 'live', 'paused', 'ended'])

/** What an operator may do with it next. */
export const campaignAction = z.enum(['change', 'schedule', 'pause', 'resume', 'end', 'copy'])
