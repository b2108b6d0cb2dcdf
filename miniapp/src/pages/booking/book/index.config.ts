export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '预约到店' })
