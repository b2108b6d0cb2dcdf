import { addedOf } from '../../miniapp/src/guide/added'
import type { CartLine } from '../../miniapp/src/cart/cart'

const line = (key: string, by?: CartLine['by']): CartLine => ({
  key,
  skuId: key,
  quantity: 1,
  way: 'delivery',
  by,
})
const by = (cartId: string, isKept = false, words?: string) => ({ cartId, guideName: '周敏', isKept, words })

describe('what guides put into the bag (GU-3)', () => {
  it('waits for a decision by addition, until it is kept', () => {
    expect(
      addedOf([
        line('a', by('gct_2', false, '周末穿')),
        line('b'),
        line('c', by('gct_2')),
        line('d', by('gct_1', true)),
        line('e', by('gct_1')),
      ]),
    ).toEqual([
      { cartId: 'gct_2', guideName: '周敏', words: '周末穿', kinds: 2 },
      { cartId: 'gct_1', guideName: '周敏', kinds: 1 },
    ])
  })
})
