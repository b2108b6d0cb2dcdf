import type { Guide } from '../../api/storage'
import { useApi } from '../../api/useApi'

/** One Shanghai day of the guide's store. */
export const useBookings = (guide: Guide, day: string) =>
  useApi('GET /stores/:storeId/appointments', { params: { storeId: guide.store.id }, query: { day } })
