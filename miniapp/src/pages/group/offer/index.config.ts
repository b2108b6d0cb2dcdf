export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '拼团' })
