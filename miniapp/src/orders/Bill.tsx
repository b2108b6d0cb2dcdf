import { Text, View } from '@tarojs/components'
import { billText } from '../ui/format'
import { Price, Tag } from '../ui/parts'
import { billOf, type Billed } from './bill'

interface BillProps extends Billed {
  /** 应付 before paying, 实付 after. */
  sum: string
}

/** 价格明细: every discount by its name, to the fen. */
export const Bill = ({ sum, ...billed }: BillProps) => {
  const { rows, saved } = billOf(billed)
  return (
    <View className="card">
      <View className="head">
        <Text className="head__t">价格明细</Text>
        {saved > 0 && <Text className="t13 co w5">共省 {billText(saved)}</Text>}
      </View>
      {rows.map(({ key, name, amount, tag }) => (
        <View className="bill__row" key={key}>
          <View className="bill__n">
            {tag && <Tag {...(tag.tone === 'brand' ? {} : { tone: tag.tone })}>{tag.text}</Tag>}
            <Text className="cut">{name}</Text>
          </View>
          <Text className={`num nowrap${amount < 0 ? ' ca' : ''}`}>
            {amount < 0 ? `−${billText(-amount)}` : amount === 0 ? '免费' : billText(amount)}
          </Text>
        </View>
      ))}
      <View className="hr" />
      <View className="row between">
        <Text className="t15">{sum}</Text>
        <Price fen={billed.amounts.total} size={20} exact />
      </View>
    </View>
  )
}
