import Taro, { useRouter } from '@tarojs/taro'
import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { GoodsList } from '../../../catalog/GoodsList'
import { forgetSearches, rememberSearch, searches } from '../../../catalog/searches'
import { Icon } from '../../../ui/Icon'
import { NavBar } from '../../../ui/NavBar'
import { Chip } from '../../../ui/parts'
import { EmptyState } from '../../../ui/states'
import { useDebounced } from '../../../ui/useDebounced'
import './index.scss'

const Search = () => {
  const { params } = useRouter<{ q?: string; category?: string; sort?: string }>()
  const begin = decodeURIComponent(params.q ?? '')
  const [typed, setTyped] = useState(begin)
  // What is being looked for; undefined while the shopper is still typing.
  const [asked, setAsked] = useState<string | undefined>(
    begin || params.category || params.sort ? begin : undefined,
  )
  const [history, setHistory] = useState(searches)
  const words = useDebounced(typed.trim(), 200)
  const { data: offered } = useLoad(
    asked === undefined ? words || 'top' : null,
    async () => (await call('GET /products/suggestions', { query: { q: words } })).words,
  )
  const look = (text: string): void => {
    const q = text.trim()
    if (q === '') return
    setTyped(q)
    setAsked(q)
    setHistory(rememberSearch(q))
    if (process.env.TARO_ENV === 'weapp') void Taro.hideKeyboard().catch(() => undefined)
  }
  const type = (text: string): void => {
    setTyped(text)
    setAsked(undefined)
  }

  return (
    <View className="screen">
      <NavBar
        back
        title="搜商品"
        foot={
          <View className="search__bar">
            <View className="field field--fill">
              <Icon name="search" />
              <Input
                id="q"
                className="field__in"
                value={typed}
                focus={asked === undefined}
                placeholder="商品、品牌、用途"
                confirmType="search"
                onInput={(event) => type(event.detail.value)}
                onConfirm={(event) => look(event.detail.value)}
              />
              {typed !== '' && (
                <View className="field__end" aria-label="清空" aria-role="button" onClick={() => type('')}>
                  <Icon name="x" size={16} />
                </View>
              )}
              <View
                className="btn btn--sm btn--brand search__go"
                aria-role="button"
                onClick={() => look(typed)}
              >
                搜索
              </View>
            </View>
          </View>
        }
      />
      <View className="screen__body search__body">
        {asked !== undefined ? (
          <GoodsList
            q={asked}
            category={params.category || undefined}
            begin={params.sort}
            brands
            empty={
              <EmptyState
                title={asked ? `没有找到「${asked}」` : '这里还没有商品'}
                text="少写几个字，或换个说法试试"
              >
                <View className="chips search__chips">
                  {(offered ?? ['茶', '围巾', '唇膏']).slice(0, 4).map((it) => (
                    <Chip key={it} onClick={() => look(it)}>
                      {it}
                    </Chip>
                  ))}
                </View>
              </EmptyState>
            }
          />
        ) : words === '' ? (
          <>
            {history.length > 0 && (
              <View className="search__part">
                <View className="row between">
                  <Text className="t13 c2">最近搜过</Text>
                  <View
                    className="row g4 t13 c2 hit"
                    aria-role="button"
                    onClick={() => setHistory(forgetSearches())}
                  >
                    <Icon name="trash-2" size={16} />
                    清空
                  </View>
                </View>
                <View className="chips m12">
                  {history.map((it) => (
                    <Chip key={it} onClick={() => look(it)}>
                      {it}
                    </Chip>
                  ))}
                </View>
              </View>
            )}
            {offered && offered.length > 0 && (
              <View className="search__part">
                <Text className="t13 c2">大家在搜</Text>
                <View className="chips m12">
                  {offered.map((it) => (
                    <Chip key={it} onClick={() => look(it)}>
                      {it}
                    </Chip>
                  ))}
                </View>
              </View>
            )}
          </>
        ) : (
          offered?.map((it) => (
            <View className="cell search__word" key={it} hoverClass="press" onClick={() => look(it)}>
              <Icon name="search" size={16} className="c2" />
              <Text className="grow t15">{it}</Text>
            </View>
          ))
        )}
      </View>
    </View>
  )
}
export default Search
