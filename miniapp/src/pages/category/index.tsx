import { Image, ScrollView, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { mediaUrl } from '../../api/media'
import { useShared } from '../../api/shared'
import { iconOf, useCategories, wantedCategory } from '../../catalog/categories'
import { GoodsList } from '../../catalog/GoodsList'
import { openSearch } from '../../catalog/open'
import { Icon } from '../../ui/Icon'
import { NavBar } from '../../ui/NavBar'
import { Bone, EmptyState, ErrorState } from '../../ui/states'
import './index.scss'

const CategoryPage = () => {
  const wanted = useShared(wantedCategory)
  const { data, error, reload } = useCategories()
  const [narrow, setNarrow] = useState<{ root: string; id: string }>()
  const roots = data?.filter((it) => it.parentId === undefined) ?? []
  const root = roots.find((it) => it.id === wanted) ?? roots[0]
  const children = data?.filter((it) => it.parentId === root?.id) ?? []
  const chosen = narrow && narrow.root === root?.id ? narrow.id : root?.id

  return (
    <View className="screen">
      <NavBar
        title="分类"
        foot={
          <View className="kinds__bar">
            <View className="field field--fill" aria-role="button" onClick={() => openSearch()}>
              <Icon name="search" />
              <Text>搜商品，看哪家店有货</Text>
            </View>
            <View className="kinds">
              {root
                ? roots.map((it) => (
                    <View
                      key={it.id}
                      className={`kind${it.id === root.id ? ' kind--on' : ''}`}
                      aria-role="button"
                      onClick={() => wantedCategory.set(it.id)}
                    >
                      <Icon name={iconOf(it)} />
                      {it.name}
                    </View>
                  ))
                : !error && <Bone h={48} r={10} />}
            </View>
          </View>
        }
      />
      <View className="screen__body kinds__body">
        {error && !data && <ErrorState error={error} onRetry={reload} />}
        {root && children.length > 0 && (
          <ScrollView scrollX enhanced showScrollbar={false} className="rail hide-bar subs">
            <View className="rail__in">
              {children.map((it) => (
                <View
                  key={it.id}
                  className={`sub${chosen === it.id ? ' sub--on' : ''}`}
                  aria-role="button"
                  onClick={() => setNarrow(chosen === it.id ? undefined : { root: root.id, id: it.id })}
                >
                  {it.image ? (
                    <Image className="sub__img" src={mediaUrl(it.image)} mode="aspectFill" lazyLoad />
                  ) : (
                    <View className="sub__img sub__img--icon">
                      <Icon name={iconOf(root)} size={24} />
                    </View>
                  )}
                  <Text className="cut sub__t">{it.name}</Text>
                </View>
              ))}
            </View>
          </ScrollView>
        )}
        {chosen && (
          <GoodsList
            category={chosen}
            empty={<EmptyState title="这一类还没有上架" text="换一类看看，新品会陆续到店" />}
          />
        )}
      </View>
    </View>
  )
}
export default CategoryPage
