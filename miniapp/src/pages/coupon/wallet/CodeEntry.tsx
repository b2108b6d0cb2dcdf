import { Input, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { call } from '../../../api/call'
import { CallError } from '../../../api/client'
import { refusalText } from '../../../coupons/words'
import { Icon } from '../../../ui/Icon'
import { say } from '../../../ui/say'
import { Sheet } from '../../../ui/Sheet'

/** 兑换码: a code from a card or a partner becomes a coupon (CO-2). */
export const CodeEntry = ({ onDone }: { onDone: () => void }) => {
  const [isOpen, setOpen] = useState(false)
  const [code, setCode] = useState('')
  const [busy, setBusy] = useState(false)
  const exchange = async (): Promise<void> => {
    if (busy) return
    if (code.trim() === '') return say('先输入兑换码')
    setBusy(true)
    try {
      const { title } = await call('POST /me/coupons/exchange', { body: { code } })
      say(`换到了「${title}」`)
      setCode('')
      setOpen(false)
      onDone()
    } catch (error) {
      const isInDoubt = error instanceof CallError && error.status === 0
      say(isInDoubt ? '没连上，再点一次不会多换' : refusalText(error))
    }
    setBusy(false)
  }
  return (
    <>
      <View
        className="card card--list"
        hoverClass="press"
        aria-role="button"
        aria-label="输入兑换码"
        onClick={() => setOpen(true)}
      >
        <View className="cell">
          <Icon name="ticket" className="cb" />
          <Text className="grow t15">有兑换码</Text>
          <Text className="t13 c2">输入换券</Text>
          <Icon name="chevron-right" size={16} className="c2" />
        </View>
      </View>
      {isOpen && (
        <Sheet
          title="输入兑换码"
          hint="卡片上的 12 位字母和数字，空格和大小写都不要紧"
          onClose={() => setOpen(false)}
        >
          <View className="field">
            <Input
              className="field__in num"
              value={code}
              maxlength={40}
              focus
              placeholder="例如 7K4M-QX9D-2HTP"
              placeholderClass="field__hint"
              confirmType="done"
              onInput={(event) => setCode(event.detail.value)}
              onConfirm={() => void exchange()}
            />
          </View>
          <View
            className={`btn btn--main m12${busy ? ' btn--busy' : ''}`}
            aria-role="button"
            onClick={() => void exchange()}
          >
            {busy ? '正在兑换' : '兑换'}
          </View>
        </Sheet>
      )}
    </>
  )
}
