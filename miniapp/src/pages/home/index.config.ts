export default definePageConfig({ enablePullDownRefresh: true, navigationBarTitleText: '拾禾生活' })
