import { Text, View } from '@tarojs/components'
import { choose, stateOf, type Choice } from '../../../catalog/options'
import type { ProductDetail } from '../../../catalog/types'
import { Chip, Picture } from '../../../ui/parts'
import { Stepper } from '../../../ui/Stepper'

interface OptionsProps {
  product: ProductDetail
  choice: Choice
  onChoose: (next: Choice) => void
  quantity: number
  onQuantity: (next: number) => void
}

/**
 * Every value the product has; one that is not made with the rest of the choice is dashed, and a tap goes there. Then
 * how many.
 */
export const Options = ({
  product: { options, skus },
  choice,
  onChoose,
  quantity,
  onQuantity,
}: OptionsProps) => (
  <View className="card">
    {options.map(({ name, values }, at) => {
      const pictures = values.length <= 8 && values.every((it) => it.image)
      const items = values.map((it) => ({ ...it, state: stateOf(skus, choice, name, it.value) }))
      const tap = (value: string): void => onChoose(choose(options, skus, choice, name, value))
      return (
        <View key={name} className={at > 0 ? 'm16' : ''}>
          <View className="row g8 t13">
            <Text className="c2">{name}</Text>
            <Text className="w5">{choice[name]}</Text>
          </View>
          {pictures ? (
            <View className="swatches">
              {items.map(({ value, image = '', state }) => (
                <View className="swatch__cell" key={value}>
                  <View
                    className={`swatch${state === 'on' ? ' swatch--on' : ''}${state === 'elsewhere' || state === 'never' ? ' swatch--off' : ''}`}
                    aria-role="button"
                    onClick={() => tap(value)}
                  >
                    <Picture src={image} className="pic--wide" />
                    <View className="swatch__t cut">{value}</View>
                  </View>
                </View>
              ))}
            </View>
          ) : (
            <View className="chips m8">
              {items.map(({ value, state }) => (
                <Chip
                  key={value}
                  on={state === 'on'}
                  off={state === 'elsewhere' || state === 'never'}
                  onClick={() => tap(value)}
                >
                  {value}
                </Chip>
              ))}
            </View>
          )}
          {items.some((it) => it.state === 'elsewhere') && (
            <View className="t11 c2 m8">虚线的和现在选的配不成一件，点它会换成能配的</View>
          )}
        </View>
      )
    })}
    <View className={`row between${options.length > 0 ? ' m16' : ''}`}>
      <Text className="t13 c2">数量</Text>
      <Stepper value={quantity} onChange={onQuantity} />
    </View>
  </View>
)
