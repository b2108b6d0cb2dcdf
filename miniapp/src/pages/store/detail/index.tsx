import { View } from '@tarojs/components'
import { NavBar } from '../../../ui/NavBar'

const Page = () => (
  <View className='screen'>
    <NavBar title='拾禾生活' back />
  </View>
)
export default Page
