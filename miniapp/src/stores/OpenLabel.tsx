import { View } from '@tarojs/components'
import type { StoreSummary } from './currentStore'
import { toneOf } from './words'

/** 营业中 · 至 22:00, in green, amber or hollow amber; always with its words. */
export const OpenLabel = ({ open, detail }: { open: StoreSummary['open']; detail?: string }) => {
  const tone = toneOf(open.state)
  return (
    <View className="row g8">
      <View className={`open ${tone === 'shut' ? 'cw' : 'co'}`}>
        <View className={`dot${tone === 'shut' ? ' dot--hollow' : ''}`} />
        {open.label}
      </View>
      <View className={`t13 cut ${tone === 'ok' ? 'c2' : 'cw w5'}`}>{detail ?? open.detail}</View>
    </View>
  )
}
