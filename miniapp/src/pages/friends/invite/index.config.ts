export default definePageConfig({ enableShareAppMessage: true, navigationBarTitleText: '邀好友得券' })
