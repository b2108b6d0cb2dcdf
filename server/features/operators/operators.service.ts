import type { z } from 'zod'
import type { Caller } from '../../kernel/auth'
import { failWith } from '../../kernel/errors'
import { openSession } from '../../kernel/sessions'
import { whoseCode, type GuideDoc } from '../guides/guides.service'
import { findLocation, storesOfProvinces } from '../stores/stores.service'
import { operatorsContract, type operatorProfile } from './operators.contract'
import { findOperator, operatorOfUserid, putOperators, type OperatorDoc } from './operators.model'
import { scopeText } from './operators.rules'

export type { OperatorDoc } from './operators.model'
export { reaches, type Reach } from './operators.rules'

const fail = failWith(operatorsContract.errors)
type OperatorCaller = Extract<Caller, { kind: 'operator' }>

/** The stores somebody answers for; undefined for all of them. */
async function storesOf({ role, provinces = [], storeId }: OperatorDoc) {
  if (role === 'headquarters') return undefined
  if (role === 'region') return storesOfProvinces(provinces)
  const store = storeId && (await findLocation(storeId))
  return store ? [store] : []
}

async function profileOf(operator: OperatorDoc): Promise<z.input<typeof operatorProfile>> {
  const stores = await storesOf(operator)
  const names = stores?.map((it) => it.name) ?? []
  return {
    id: operator._id,
    name: operator.name,
    role: operator.role,
    scopeText: scopeText(operator.role, operator.region, names),
    ...(operator.avatar ? { avatar: operator.avatar } : {}),
    ...(stores ? { storeIds: stores.map((it) => it._id) } : {}),
  }
}

/** A store's manager is the operator of that store, without an account of their own. */
const managerAsOperator = ({ _id, userid, name, avatar, storeId }: GuideDoc): OperatorDoc => ({
  _id: `opr_${_id}`,
  userid,
  name,
  role: 'store',
  storeId,
  active: true,
  ...(avatar ? { avatar } : {}),
})

/**
 * Signs in at the console whoever an OAuth code of WeCom stands for (OP-6).
 * @throws oauth_code_invalid, not_an_operator, platform_unavailable
 */
export async function signInOperator(code: string) {
  const { userid, guide } = await whoseCode(code)
  const account = userid ? await operatorOfUserid(userid) : null
  if (account && !account.active) throw fail('not_an_operator')
  const operator = account ?? (guide?.role === 'manager' ? managerAsOperator(guide) : undefined)
  if (!operator) throw fail('not_an_operator')
  const profile = await profileOf(operator)
  const session = await openSession({
    kind: 'operator',
    operatorId: operator._id,
    name: operator.name,
    role: operator.role,
    ...(profile.storeIds ? { storeIds: profile.storeIds } : {}),
  })
  return { ...session, operator: profile }
}

/** The signed-in operator; what they answer for is that of their session. @throws not_an_operator once closed */
export async function operatorProfileOf({ operatorId, name, role, storeIds }: OperatorCaller) {
  const account = await findOperator(operatorId)
  if (account && !account.active) throw fail('not_an_operator')
  const stores = await Promise.all((storeIds ?? []).map((it) => findLocation(it)))
  const names = stores.flatMap((it) => (it ? [it.name] : []))
  return {
    id: operatorId,
    name,
    role,
    scopeText: scopeText(role, account?.region, names),
    ...(account?.avatar ? { avatar: account.avatar } : {}),
    ...(storeIds ? { storeIds } : {}),
  }
}

/** Writes operators whole (import, demo chain). */
export const importOperators = (rows: readonly OperatorDoc[]): Promise<void> => putOperators(rows)
