import Taro from '@tarojs/taro'
import { Image, Input, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { useLoad } from '../../../api/useLoad'
import { photoUrl } from '../../../happenings/PhotoWall'
import type { SignUp } from '../../../happenings/types'
import { platform } from '../../../platform'
import { Icon } from '../../../ui/Icon'
import { Head } from '../../../ui/parts'
import { say, sayError } from '../../../ui/say'

const MOST = 3

/** 晒图: what the shopper showed of an event and what became of it, and room for more while there is. */
export const MyPhotos = ({ signUp: { id: signUpId, event } }: { signUp: SignUp }) => {
  const params = { signUpId }
  const { data, reload } = useLoad(signUpId, () => call('GET /me/sign-ups/:signUpId/photos', { params }))
  const [words, setWords] = useState('')
  const [busy, setBusy] = useState(false)
  const photos = data?.photos ?? []
  const urls = photos.map((it) => photoUrl(it.url))
  const add = async (): Promise<void> => {
    if (busy) return
    const picture = await platform.takePicture().catch(() => undefined)
    if (picture === undefined) say('这张图打不开，换一张试试')
    if (!picture) return
    setBusy(true)
    try {
      const said = words.trim()
      await call('POST /me/sign-ups/:signUpId/photos', {
        params,
        body: { picture, ...(said ? { words: said } : {}) },
      })
      setWords('')
      say('收到了，审核通过就到账')
    } catch (error) {
      sayError(error)
    } finally {
      setBusy(false)
      reload()
    }
  }
  return (
    <View className="card">
      <Head
        title="晒图"
        hint={event.photoPoints > 0 ? `审核通过得 ${event.photoPoints} 积分` : '给大家看看'}
      />
      <View className="photos">
        {photos.map((it, at) => (
          <View
            className="photos__i"
            key={it.id}
            onClick={() => void Taro.previewImage({ urls, current: urls[at] ?? '' })}
          >
            <Image className="photos__p" src={urls[at] ?? ''} mode="aspectFill" />
            <View
              className={`t11 ${it.state === 'approved' ? 'co w5' : it.state === 'rejected' ? 'cd' : 'c2'}`}
            >
              {it.stateText}
            </View>
          </View>
        ))}
        {photos.length < MOST && (
          <View className="photos__i">
            <View
              className={`photos__add${busy ? ' btn--busy' : ''}`}
              hoverClass="press"
              aria-role="button"
              onClick={() => void add()}
            >
              <Icon name="camera" size={24} />
              {busy ? '正在上传' : '传一张'}
            </View>
          </View>
        )}
      </View>
      {photos.length < MOST && (
        <View className="field field--fill m12">
          <Input
            className="field__in"
            value={words}
            placeholder="写一句，和图一起晒（选填）"
            placeholderClass="field__hint"
            maxlength={80}
            onInput={({ detail }) => setWords(detail.value)}
          />
        </View>
      )}
    </View>
  )
}
