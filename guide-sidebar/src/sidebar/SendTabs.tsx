/** What can be put into a chat, in the order of the tabs. */
export type Sendable = 'goods' | 'activity' | 'coupon' | 'cart' | 'outfit' | 'content' | 'script'
const TABS: [what: Sendable, word: string][] = [
  ['goods', '商品'],
  ['activity', '活动'],
  ['coupon', '券'],
  ['cart', '加购'],
  ['outfit', '搭配'],
  ['content', '内容'],
  ['script', '话术'],
]

/** On every page that sends: the way to the others. */
export const SendTabs = ({ on, choose }: { on: Sendable; choose: (what: Sendable) => void }) => (
  <nav className="tabs lists send-tabs" aria-label="发什么">
    {TABS.map(([what, word]) => (
      <button
        key={what}
        type="button"
        aria-current={what === on ? 'page' : undefined}
        onClick={() => choose(what)}
      >
        {word}
      </button>
    ))}
  </nav>
)
