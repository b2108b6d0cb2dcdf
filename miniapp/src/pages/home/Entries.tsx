import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useCategories } from '../../catalog/categories'
import { iconOf, wantedCategory } from '../../catalog/categories'
import { openBook } from '../../booking/open'
import { openCentre } from '../../coupons/open'
import { Icon } from '../../ui/Icon'
import { Bone } from '../../ui/states'

const open = (categoryId?: string): void => {
  wantedCategory.set(categoryId)
  void Taro.switchTab({ url: '/pages/category/index' })
}

/** The coupon centre, booking a visit, two kinds of goods and the way to all of them. */
export const Entries = ({ again }: { again: string }) => {
  const { data, error } = useCategories(again)
  if (error && !data) return null
  const roots = data?.filter((it) => it.parentId === undefined).slice(0, 2)
  return (
    <View className="entries">
      <View className="entries__a" hoverClass="press" onClick={openCentre}>
        <View className="entries__i">
          <Icon name="ticket-percent" size={24} />
        </View>
        领券
      </View>
      <View className="entries__a" hoverClass="press" onClick={() => openBook()}>
        <View className="entries__i">
          <Icon name="calendar-check" size={24} />
        </View>
        预约
      </View>
      {roots
        ? roots.map((it) => (
            <View className="entries__a" hoverClass="press" key={it.id} onClick={() => open(it.id)}>
              <View className="entries__i">
                <Icon name={iconOf(it)} size={24} />
              </View>
              {it.name}
            </View>
          ))
        : [0, 1].map((at) => (
            <View className="entries__a" key={at}>
              <Bone w={48} h={48} r={16} />
              <Bone w={40} h={12} />
            </View>
          ))}
      <View className="entries__a" hoverClass="press" onClick={() => open()}>
        <View className="entries__i">
          <Icon name="layout-grid" size={24} />
        </View>
        全部
      </View>
    </View>
  )
}
