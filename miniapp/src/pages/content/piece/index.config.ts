export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '好物手记' })
