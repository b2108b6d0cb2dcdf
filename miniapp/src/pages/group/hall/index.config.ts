export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '一起拼' })
