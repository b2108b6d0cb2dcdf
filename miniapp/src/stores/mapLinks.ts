import type { LngLat } from '../platform/platform'

interface Goal {
  name: string
  address: string
  position: LngLat
}

/** Addresses that open a map on the goal; all take GCJ-02. lbs.amap.com/api/uri-api, lbs.qq.com/webApi/uriV1. */
export const mapLinks = ({ name, address, position: [lng, lat] }: Goal): { text: string; url: string }[] => {
  const title = encodeURIComponent(name)
  const where = encodeURIComponent(address)
  return [
    {
      text: '高德地图',
      url: `https://uri.amap.com/marker?position=${lng},${lat}&name=${title}&coordinate=gaode&callnative=1`,
    },
    {
      text: '腾讯地图',
      url: `https://apis.map.qq.com/uri/v1/marker?marker=coord:${lat},${lng};title:${title};addr:${where}`,
    },
    {
      text: '百度地图',
      url: `https://api.map.baidu.com/marker?location=${lat},${lng}&title=${title}&content=${where}&coord_type=gcj02&output=html`,
    },
  ]
}
