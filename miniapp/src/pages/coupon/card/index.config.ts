export default definePageConfig({ navigationBarTitleText: '导购送你的券' })
