import type { Address, Stated } from './types'

/** Where it is, without naming 上海 twice. */
export const regionText = ({
  province,
  city,
  district,
}: Pick<Address, 'province' | 'city' | 'district'>): string =>
  [...new Set([province, city, district])].filter(Boolean).join(' ')

const MUNICIPALITIES = /^(北京|上海|天津|重庆)市?/

/** Splits what a map says: `上海市静安区愚园路 753 号` → 上海市, 上海市, 静安区, 愚园路 753 号. Unknown parts stay empty. */
export const splitAddress = (text: string): Pick<Address, 'province' | 'city' | 'district' | 'street'> => {
  let rest = text.trim()
  const take = (pattern: RegExp): string => {
    const found = pattern.exec(rest)?.[0] ?? ''
    rest = rest.slice(found.length).trim()
    return found
  }
  const municipality = MUNICIPALITIES.exec(rest)?.[1]
  const province = municipality ? `${municipality}市` : take(/^[^省区]{2,6}?(省|自治区|特别行政区)/)
  if (municipality) rest = rest.replace(MUNICIPALITIES, '').replace(MUNICIPALITIES, '').trim()
  const city = municipality ? province : take(/^[^区县路市]{2,8}?(市|自治州|地区|盟)/)
  const district = take(/^[^区县旗市]{1,8}?(新区|区|县|旗|市)/)
  return { province, city, district, street: rest }
}

/** What is missing or wrong before it can be saved, as a sentence; undefined when nothing is. */
export const faultOf = (
  it: Omit<Stated, 'position'> & { position?: Stated['position'] },
): string | undefined => {
  if (!it.name.trim()) return '写一下收货人'
  if (!/^1[3-9]\d{9}$/.test(it.phone)) return '手机号要 11 位，请核对'
  if (!it.province.trim() || !it.city.trim() || !it.district.trim()) return '省、市、区要写全'
  if (!it.street.trim()) return '写一下街道和门牌号'
  if (!it.position) return '找不到这座城市，请在地图上选一下位置'
  return undefined
}
