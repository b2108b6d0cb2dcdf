import { Button, Text, View } from '@tarojs/components'
import { bindPhone } from './actions'
import { platform } from '../platform'
import { Icon } from '../ui/Icon'

/** The bound number, or the way to bind it: WeChat gives numbers only to a button of its own. */
export const PhoneCell = ({ phone }: { phone: string | undefined }) => (
  <View className="cell">
    <Icon name="smartphone" className="cb" />
    <Text className="grow t15">手机号</Text>
    {phone ? (
      <Text className="t13 c2 num">{phone}</Text>
    ) : process.env.TARO_ENV === 'weapp' ? (
      <Button
        className="btn btn--sm btn--tint me__phone"
        openType="getPhoneNumber"
        onGetPhoneNumber={(event) => void bindPhone(event.detail.code)}
      >
        绑定
      </Button>
    ) : platform.canGivePhone() ? (
      <View
        className="btn btn--sm btn--tint"
        aria-role="button"
        onClick={() => void platform.phoneCode().then(bindPhone)}
      >
        绑定
      </View>
    ) : (
      <Text className="t13 c2">在微信小程序里绑定</Text>
    )}
  </View>
)
