import { createHash } from 'node:crypto'
import { RULE_TAGS, TAGS } from './data/words'
import { buildMoments } from './moments'
import { demoOperators } from './operators'
import { randomOf } from './random'
import type { DemoChain, DemoMember, DemoStore, Position, World } from './types'

const PERSONS = 60
/** 愚园路 · 镇宁路口, 860 m from 静安寺店: where the mock-ups stand. */
const LIN_AT: Position = [121.4377, 31.2226]

const tagId = (group: string, name: string) =>
  `et${createHash('sha256').update(`${group}/${name}`).digest('base64url').slice(0, 30)}`

/** A member's friendships as WeCom has them, the own guide's first. */
export function followersOf(
  member: DemoMember,
  chain: DemoChain,
  storeName: string,
): World['persons'][number]['followers'] {
  if (!member.externalUserId) return []
  const ids = [member.guideId, ...member.tags.map((tag) => tag.by)]
  const guides = chain.guides.filter((guide) => ids.includes(guide.id))
  guides.sort((a, b) => Number(b.id === member.guideId) - Number(a.id === member.guideId))
  return guides.map((guide, index) => ({
    userid: guide.userid,
    remark: index === 0 ? member.name : `${member.name} ${storeName}`,
    createtime: Math.floor(Date.parse(member.joinedAt) / 1000) + index * 86_400,
    tags: member.tags
      .filter((tag) => tag.by === guide.id || (index === 0 && tag.by === 'rule'))
      .map((tag) => ({
        group_name: tag.group,
        tag_name: tag.name,
        tag_id: tagId(tag.group, tag.name),
        type: 1 as const,
      })),
  }))
}

/** The people and stores the platform sandbox starts with: everyone who follows the first guide, then more up to 60. */
export function world(chain: DemoChain): World {
  const stores = chain.locations.filter((location): location is DemoStore => location.kind === 'store')
  const storeOf = new Map(stores.map((store) => [store.id, store]))
  const firstGuide = chain.guides[0]?.id
  const hers = chain.members.filter((member) => member.guideId === firstGuide)
  const others = chain.members.filter((member) => member.guideId !== firstGuide)
  const people = [...hers, ...others.slice(0, Math.max(0, PERSONS - hers.length))]
  const nearHome = (member: DemoMember): Position => {
    const home = storeOf.get(member.homeStoreId)?.position ?? LIN_AT
    const random = randomOf(chain.seed, `position/${member.id}`)
    const off = () => (random.next() - 0.5) * 0.03
    return [Number((home[0] + off()).toFixed(6)), Number((home[1] + off()).toFixed(6))]
  }
  const persons = people.map((member, index) => ({
    personId: `per_${member.id.slice(4)}`,
    name: member.name,
    avatar: member.avatar,
    phone: member.phone,
    openid: member.openid,
    unionid: member.unionid,
    ...(member.externalUserId ? { externalUserId: member.externalUserId } : {}),
    position: index === 0 ? LIN_AT : nearHome(member),
    followers: followersOf(member, chain, storeOf.get(member.homeStoreId)?.name ?? ''),
  }))
  return {
    corp: { name: chain.name },
    guides: [
      ...chain.guides.map(({ userid, name, storeId, avatar, role }) => ({
        userid,
        name,
        storeName: storeOf.get(storeId)?.name ?? '',
        avatar,
        role,
      })),
      ...demoOperators.map(({ userid, name, avatar, region }) => ({
        userid,
        name,
        storeName: region ? `${region}大区` : '总部',
        avatar,
        role: 'operator' as const,
      })),
    ],
    persons,
    tags: [...TAGS, ['系统', RULE_TAGS] satisfies (typeof TAGS)[number]].map(([group, names]) => ({
      group,
      names,
    })),
    moments: buildMoments(chain, persons),
    stores: stores.map(({ id, code, name, position }) => ({ id, code, name, position })),
  }
}
