import type Router from '@koa/router'
import type { Core } from './core'
import { MEDIA_KINDS, mustBePicture, pictureType, UPLOADIMG_BYTES, type Upload } from './media'
import { platformApi } from './platformApi'
import { refuse } from './refusals'

/** Uploads (platform-apis 3.11.5), and the addresses uploaded pictures are seen at. */
export function mediaRoutes(router: Router, core: Core) {
  const upload = (name: string, handle: Parameters<typeof platformApi>[3]) =>
    platformApi(
      router,
      core,
      {
        family: 'wecom',
        method: 'post',
        path: `/cgi-bin/media/${name}`,
        token: ['wecom'],
        isUpload: true,
      },
      handle,
    )
  const given = (file: Upload | undefined): Upload => {
    if (!file) throw refuse(44001)
    return file
  }

  upload('upload', ({ query, upload: file }) => {
    const kind = MEDIA_KINDS.find((it) => it === query.type)
    if (!kind) throw refuse(40004)
    const kept = core.media.keep(kind, given(file))
    return { type: kind, media_id: kept.id, created_at: String(Math.floor(kept.at / 1000)) }
  })
  upload('upload_attachment', ({ query, upload: file }) => {
    const kind = (['image', 'video'] as const).find((it) => it === query.media_type)
    if (!kind) throw refuse(40004)
    if (query.attachment_type !== '1') throw refuse(41072)
    const kept = core.media.keepAttachment(kind, given(file))
    return { type: kind, media_id: kept.id, created_at: String(Math.floor(kept.at / 1000)) }
  })
  upload('uploadimg', ({ upload: file }) => {
    const picture = given(file)
    mustBePicture(picture, UPLOADIMG_BYTES)
    return { url: `${core.platformUrl}/wework/pic/${core.media.publish(picture.bytes)}` }
  })
  platformApi(
    router,
    core,
    { family: 'wecom', method: 'get', path: '/cgi-bin/media/get', token: ['wecom'] },
    ({ query }) => core.media.open(query.media_id ?? '').bytes,
  )

  router.get('/wework/pic/:name', (ctx) => {
    const bytes = core.media.picture(ctx.params.name ?? '')
    if (!bytes) return
    ctx.type = pictureType(bytes) ?? 'image/png'
    ctx.body = bytes
  })
  /** What a message of a media id shows in the windows. */
  router.get('/wework/media/:id', (ctx) => {
    const { bytes } = core.media.open(ctx.params.id ?? '')
    ctx.type = pictureType(bytes) ?? 'application/octet-stream'
    ctx.body = bytes
  })
}
