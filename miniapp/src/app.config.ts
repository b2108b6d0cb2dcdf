const tab = (name: string, text: string, icon: string) => ({
  pagePath: `pages/${name}/index`,
  text,
  iconPath: `assets/tab/${icon}-off.png`,
  selectedIconPath: `assets/tab/${icon}-on.png`,
})

export default defineAppConfig({
  pages: [
    'pages/home/index',
    'pages/category/index',
    'pages/stores/index',
    'pages/bag/index',
    'pages/me/index',
  ],
  subPackages: [
    { root: 'pages/goods', pages: ['product/index', 'nearby/index', 'search/index', 'reviews/index'] },
    { root: 'pages/store', pages: ['detail/index', 'city/index', 'map/index', 'guide/index'] },
    {
      root: 'pages/order',
      pages: [
        'checkout/index',
        'presale/index',
        'scan/index',
        'list/index',
        'detail/index',
        'pickup/index',
        'addresses/index',
        'address/index',
      ],
    },
    {
      root: 'pages/group',
      pages: [
        'hall/index',
        'offer/index',
        'team/index',
        'checkout/index',
        'chain/index',
        'chainCheckout/index',
      ],
    },
    { root: 'pages/flash', pages: ['sale/index', 'checkout/index'] },
    { root: 'pages/event', pages: ['list/index', 'detail/index', 'mine/index'] },
    { root: 'pages/content', pages: ['piece/index'] },
    { root: 'pages/friends', pages: ['invite/index', 'accept/index', 'link/index'] },
    { root: 'pages/booking', pages: ['book/index', 'list/index', 'detail/index'] },
    { root: 'pages/coupon', pages: ['centre/index', 'wallet/index', 'code/index', 'card/index'] },
  ],
  preloadRule: {
    'pages/home/index': { network: 'all', packages: ['pages/goods', 'pages/store'] },
    'pages/bag/index': { network: 'all', packages: ['pages/order'] },
  },
  window: {
    navigationStyle: 'custom',
    navigationBarTitleText: '拾禾生活',
    navigationBarBackgroundColor: '#ffffff',
    navigationBarTextStyle: 'black',
    backgroundColor: '#f5f6f2',
    backgroundTextStyle: 'dark',
  },
  tabBar: {
    color: '#565F59',
    selectedColor: '#1F5C4A',
    backgroundColor: '#ffffff',
    borderStyle: 'white',
    list: [
      tab('home', '首页', 'house'),
      tab('category', '分类', 'layout-grid'),
      tab('stores', '门店', 'store'),
      tab('bag', '购物袋', 'shopping-bag'),
      tab('me', '我的', 'user-round'),
    ],
  },
  permission: { 'scope.userLocation': { desc: '用来找离你最近、有货的门店' } },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
  lazyCodeLoading: 'requiredComponents',
})
