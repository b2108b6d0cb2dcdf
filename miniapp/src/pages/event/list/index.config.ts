export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '门店活动' })
