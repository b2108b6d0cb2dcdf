import { ScrollView, View } from '@tarojs/components'

interface TabsProps<T extends string> {
  tabs: [T, string][]
  value: T
  onChange: (next: T) => void
}

/** Tabs under a title; they scroll sideways when they are many. */
export const Tabs = <T extends string>({ tabs, value, onChange }: TabsProps<T>) => (
  <ScrollView scrollX enhanced showScrollbar={false} className="tabs hide-bar">
    <View className="tabs__in">
      {tabs.map(([it, text]) => (
        <View
          key={it}
          className={`tabs__t${it === value ? ' tabs__t--on' : ''}`}
          aria-role="tab"
          onClick={() => onChange(it)}
        >
          {text}
        </View>
      ))}
    </View>
  </ScrollView>
)
