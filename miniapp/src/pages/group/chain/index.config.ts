export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '接龙' })
