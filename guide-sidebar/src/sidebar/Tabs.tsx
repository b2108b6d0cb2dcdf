const TABS = [
  { page: '', label: '顾客' },
  { page: 'desk', label: '工作台' },
  { page: 'me', label: '我的' },
] as const

/** The sidebar's three places. */
export const Tabs = ({ page }: { page: string }) => (
  <nav className="tabs" aria-label="导购助手">
    {TABS.map((tab) => (
      <a key={tab.page} href={`#/${tab.page}`} aria-current={tab.page === page ? 'page' : undefined}>
        {tab.label}
      </a>
    ))}
  </nav>
)
