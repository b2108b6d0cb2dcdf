import type { Api } from '../../../../server/api'
import type { Guide } from '../../api/storage'

export type Transfer = Api['GET /transfers/:transferId']['response']
export type Direction = 'in' | 'out'
export type Stock = Api['GET /staff/stock/:skuId']['response']
export type StockPlace = Stock['own']
export type Alert = Api['GET /stores/:storeId/alerts']['response']['alerts'][number]
export type Task = Api['GET /stores/:storeId/tasks']['response']['tasks'][number]
export type TransferAct = 'approve' | 'ship' | 'receive' | 'cancel'

/** `本店`, `860 m`, `2.4 km`. */
export const far = (metres: number): string =>
  metres === 0 ? '本店' : metres < 1000 ? `${metres} m` : `${(metres / 1000).toFixed(1)} km`

/** The tone of a level's words. */
export const levelTone = ({ level }: Pick<StockPlace, 'level'>): 'ok' | 'warn' | 'danger' =>
  level === 'inStock' ? 'ok' : level === 'low' ? 'warn' : 'danger'

export const isWarehouse = ({ id }: { id: string }): boolean => id.startsWith('whs_')

/** Pieces of a transfer as they matter now: those that came, else those that left, else those asked for. */
export const piecesIn = ({ lines }: Transfer): number =>
  lines.reduce((sum, it) => sum + (it.received ?? it.shipped ?? it.quantity), 0)

/** What the first goods are called, and how many kinds there are besides. */
export const goodsOf = ({ lines }: Transfer): string => {
  const [first] = lines
  if (!first) return '调货'
  const name = [first.name, first.optionText].filter(Boolean).join(' ')
  return lines.length > 1 ? `${name} 等 ${lines.length} 种` : name
}

/** The tone of where a transfer stands; open ones are somebody's to do. */
export const transferTone = ({ status }: Transfer): 'warn' | 'ok' | 'i2' =>
  status === 'received' ? 'ok' : status === 'cancelled' ? 'i2' : 'warn'

/**
 * What this person may do with a transfer now, the main act first; the server has the last word. The sender's manager
 * agrees and sends; of a suggestion the receiver's manager may agree; the receiver takes it in.
 */
export const actsOf = (it: Transfer, { role, store }: Pick<Guide, 'role' | 'store'>): TransferAct[] => {
  const [gives, takes, manages] = [it.from.id === store.id, it.to.id === store.id, role === 'manager']
  const acts: TransferAct[] = []
  const isOpen = it.status === 'suggested' || it.status === 'requested'
  if (manages && isOpen && (gives || (takes && it.status === 'suggested'))) acts.push('approve')
  if (manages && gives && it.status === 'approved') acts.push('ship')
  if (takes && it.status === 'shipped') acts.push('receive')
  const callsOff = manages ? gives || takes : takes && it.status !== 'approved'
  if (callsOff && (isOpen || it.status === 'approved')) acts.push('cancel')
  return acts
}

export const ACT_WORDS: Record<TransferAct, { label: string; busy: string; done: string }> = {
  approve: { label: '同意调货', busy: '正在提交…', done: '已同意，货已留好' },
  ship: { label: '货已发出', busy: '正在提交…', done: '已发出，等对方收货' },
  receive: { label: '确认收货', busy: '正在收货…', done: '已收货，进了本店库存' },
  cancel: { label: '取消', busy: '正在取消…', done: '已取消' },
}

/** Who is waited for: `等静安寺店店长同意`. */
export const waitingFor = (it: Transfer): string => {
  const sender = isWarehouse(it.from) ? it.from.name : `${it.from.name}店长`
  switch (it.status) {
    case 'suggested':
      return '系统建议，等店长同意'
    case 'requested':
      return `等${sender}同意`
    case 'approved':
      return `等${it.from.name}发出`
    case 'shipped':
      return `路上 ${it.inTransit} 件，等${it.to.name}收货`
    case 'received':
      return it.lines.some(({ difference }) => difference !== 0) ? '已收货，件数有差异' : '已收货'
    case 'cancelled':
      return '已取消'
  }
}

/** Pieces to ask for so that an alert closes with some to spare: up to twice its threshold, what is on the way counted in. */
export const piecesToAsk = ({ threshold, available, incoming }: Alert): number =>
  Math.max(1, threshold * 2 - Math.max(0, available) - incoming)
