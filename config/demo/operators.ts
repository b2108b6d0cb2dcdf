import { avatarUrl } from './media'

export interface DemoOperator {
  id: string
  userid: string
  name: string
  avatar: string
  role: 'headquarters' | 'region'
  region?: string
  provinces?: string[]
}

/** Who runs the activities: headquarters first, then the regions; store managers sign in with their own account. */
export const demoOperators: readonly DemoOperator[] = [
  { id: 'opr_001', userid: 'hejing', name: '何静', avatar: avatarUrl('1f469-1f3fb'), role: 'headquarters' },
  {
    id: 'opr_002',
    userid: 'shenqiao',
    name: '沈桥',
    avatar: avatarUrl('1f468-1f3fb'),
    role: 'region',
    region: '华东',
    provinces: ['上海市', '江苏省', '浙江省', '安徽省'],
  },
  {
    id: 'opr_003',
    userid: 'tangyue',
    name: '唐月',
    avatar: avatarUrl('1f467-1f3fb'),
    role: 'region',
    region: '西南',
    provinces: ['四川省', '重庆市', '云南省'],
  },
]
