import type { Shelf } from './shelf'

/** Rows: name | subtitle | picture | options | price/list in yuan. */
export const BEAUTY: Shelf[] = [
  {
    id: 'cat_lip',
    parent: 'cat_beauty',
    name: '唇妆',
    ground: 'beauty',
    brands: ['山茶里', '拾禾'],
    cover: '1f484',
    rows: `
山茶唇膏|丝绒雾面，一抹显色，不拔干|1f484|色号=03 玫瑰*,01 豆沙,02 珊瑚,05 浆果,07 砖红|168
水光唇釉|玻璃唇质感，四小时不沾杯|d:gloss|色号=101 蜜桃*,103 樱桃,106 茶棕,108 玫瑰|98/118
润色护唇膏|淡淡一层血色，素颜也能出门|1f484.1f338|色号=蜜桃,玫瑰*,豆沙|49
蜂蜜修护唇膜|睡前厚敷，早上撕不起皮|d:cream.1f36f@honey|规格=10g:0,20g:30|59/69
薄雾哑光唇泥|指腹拍开，像自己的唇色|d:compact@rosewood|色号=豆沙*,砖红,茶棕|79
双头唇线笔|一头描边一头晕染，不飞唇|d:pencil@rosewood|色号=豆沙*,玫瑰,茶棕|58
秋冬唇妆三支礼盒|豆沙、玫瑰、砖红，配小圆镜|1f484.1fa9e.1f380|规格=三支装:0,三支装 + 唇膜:50|399/462
樱花限定唇膏|春樱外壳，水润奶油质地|1f484.1f338@cherryblossom|色号=樱粉*,玫瑰|178`,
  },
  {
    id: 'cat_skin',
    parent: 'cat_beauty',
    name: '护肤',
    ground: 'beauty',
    brands: ['澜白', '拾禾', '青屿'],
    cover: '1f9f4',
    rows: `
舒缓保湿乳 200ml|神经酰胺加积雪草，换季脸不紧|1f9f4|规格=200ml:0,400ml:96|158
山茶花精华油|三滴压开，吸收不浮油|d:dropper.1f33a@rose|规格=15ml:0,30ml:120|198/228
烟酰胺亮肤精华|5% 浓度，四周看见匀净|d:dropper@sky|规格=30ml:0,50ml:110|219
玻尿酸原液|三重分子量，拍上就化|d:dropper.1f4a7@mist|规格=30ml:0,50ml:80|139/169
积雪草舒缓面霜|泛红发热时厚涂一层|d:cream.1f33f@sage|规格=50g:0,80g:78|188
蓝铜胜肽紧致霜|早晚各一颗黄豆大小|d:cream@blue|规格=50g:0|328/369
牛油果滋润面霜|干皮过冬，不假滑|d:cream.1f951@avocado|规格=50g:0,100g:90|168
玫瑰纯露|蒸馏只取头段，可湿敷|d:spray.1f339@rose|规格=100ml:0,250ml:88|128
氨基酸洁面乳|泡沫绵，洗完不绷|d:tube@mist|规格=100g:0,150g:26|69
绿豆洁面膏|夏天出油也干净清爽|d:tube.1fadb@avocado|规格=100g:0|59/75
燕麦洁面泡沫|按压出泡，宝宝皮也能用|1f9f4.1fae7@oat|规格=150ml:0,300ml:56|79
卸妆膏|黄豆大一勺，乳化快不糊眼|d:cream.1f33c@cream|规格=90g:0,20g 旅行装:-60|99
橄榄卸妆油|防水睫毛膏一推就开|d:pump.1fad2@olive|规格=200ml:0|109/129
金缕梅爽肤水|二次清洁，毛孔细一点|d:spray.1f33c@honey|规格=200ml:0,400ml:70|89
水杨酸棉片|1.5% 温和配比，闭口先试局部|d:tin.1f4a7@mint|规格=60 片:0|119
防晒乳 SPF50+|成膜快，不搓泥，通勤够用|d:tube.1f31e@honey|规格=50ml:0,90ml:50|89/109
清透防晒喷雾|补防晒不花妆|d:spray.1f31e@sky|规格=150ml:0|79
眼周紧致霜|淡纹去浮肿，附按摩棒|d:cream@lilac|规格=15g:0,20g:45|239
咖啡因眼部精华|熬夜第二天早上用|d:dropper.2615@brown|规格=15ml:0|149/169
维 C 亮肤安瓶 7 支|七天一周期，拆开当日用完|1f9ea*3|规格=7 支:0,28 支:330|149
蓝莓抗氧精华乳|质地轻，油皮秋冬也合适|1f9f4.1fad0@lilac|规格=100ml:0|168
荷花净润保湿霜|早晚皆宜，吸收后哑光|d:cream.1fab7@cherryblossom|规格=50g:0|145`,
  },
  {
    id: 'cat_mask',
    parent: 'cat_beauty',
    name: '面膜',
    ground: 'beauty',
    brands: ['澜白', '青屿'],
    cover: 'd:sachet@sage',
    rows: `
积雪草舒缓面膜 5 片|晒后、泛红当晚敷|d:sachet.1f33f@sage|规格=5 片:0,20 片:150|59
玻尿酸补水面膜 5 片|膜布薄，十五分钟不滴|d:sachet.1f4a7@sky|规格=5 片:0,20 片:140|55/69
山茶花润养面膜 5 片|精华够擦到脖子|d:sachet.1f33a@rose|规格=5 片:0,10 片:62|72
蜂蜜牛奶面膜 5 片|换季起皮时连用三天|d:sachet.1f36f@honey|规格=5 片:0,10 片:52|62
青瓜清凉面膜 5 片|夏天放冰箱更好用|d:sachet.1f952@avocado|规格=5 片:0|49
白泥清洁泥膜|T 区薄涂，十分钟见黑头|d:cream@cream|规格=75g:0,120g:44|98/119
玫瑰睡眠面膜|涂完就睡，早上洗掉|d:cream.1f339@rose|规格=80g:0|118
绿茶控油泥膜|一周两次，毛孔透气|d:cream.1f343@avocado|规格=100g:0|88
蒸汽眼罩 10 片|四十度恒温，午休二十分钟|d:sachet.1f31b@lilac|香型=无香,薰衣草:4,洋甘菊:4|45`,
  },
  {
    id: 'cat_makeup',
    parent: 'cat_beauty',
    name: '底妆彩妆',
    ground: 'beauty',
    brands: ['山茶里', '半糖'],
    cover: 'd:compact@cream',
    rows: `
轻雾气垫粉底|薄薄两层遮瑕，下午不暗沉|d:compact|色号=象牙*,自然,小麦|189/219
丝柔蜜粉饼|定妆不卡粉，随身补|d:compact@cream|色号=透明,自然,象牙*|129
秋叶九色眼影盘|哑光打底，细闪收尾|d:palette.1f342|色号=秋叶*,玫瑰,莓果|159/189
单色眼影|一抹就好看的裸棕|d:compact@brown|色号=茶棕*,豆沙,砖红|49
烟熏眼线胶笔|防水顺滑，手残也能画|d:pencil@black|色号=黑色*,茶棕|69
极细眉笔|两毫米笔芯，根根分明|d:pencil@brown|色号=茶棕*,炭灰|55
奶油腮红|指腹点开，像刚运动完|d:compact@peach|色号=蜜桃*,玫瑰,豆沙|79/95
豆沙色甲油|快干水性，一刷成色|d:polish@rosewood|色号=豆沙*,紫藤,樱桃,雾蓝|45
隔离妆前乳|提亮一度，毛孔隐形|d:tube@lilac|色号=紫藤*,自然|99
修容高光盘|三格够用，粉质细|d:palette@cream|色号=自然*|109
纤长睫毛膏|不结块，温水可卸|d:gloss@black|色号=黑色*,茶棕|89
遮瑕三色盘|痘印、黑眼圈、泛红各一格|d:palette@peach|色号=自然*|85
定妆喷雾|细雾不湿脸，锁妆八小时|d:spray@cherryblossom|规格=100ml:0|79`,
  },
  {
    id: 'cat_body',
    parent: 'cat_beauty',
    name: '身体洗护',
    ground: 'beauty',
    brands: ['南窗', '拾禾', '皂里'],
    cover: '1f9fc',
    rows: `
玫瑰冷制皂 3 块|四十天冷制，洗完皮肤软|1f9fc|香型=玫瑰*,薰衣草,薄荷|29.9/45
羊奶手工皂|无香精，孩子也可用|1f9fc.1f95b@cream|规格=100g:0,100g × 3:36|22
桂花沐浴油|遇水成乳，洗完不用抹乳|d:pump.1f33c@honey|规格=300ml:0,500ml:40|79
薰衣草沐浴露|睡前洗，枕头都是香的|d:pump.1fabb@lilac|规格=500ml:0,300ml:-20|65
柑橘沐浴露|早上提神，泡沫绵密|d:pump.1f34a@orange|规格=500ml:0|62/75
椰子身体乳|一推就化，衣服不沾|1f9f4.1f965@cream|规格=250ml:0,400ml:38|79
樱花护手霜|小支不占口袋，擦完能敲键盘|d:tube.1f338@cherryblossom|规格=30g:0,75g:20|29
乳木果护手霜 3 支|三种香，送同事刚好|d:tube*3@honey|规格=30g × 3:0|79/96
生姜洗发露|头皮清爽，发根蓬松|d:pump.1fada@honey|规格=400ml:0,500ml:18|72
山茶护发素|梳得开，不塌|d:pump.1f33a@rose|规格=400ml:0|75
迷迭香头皮精华|出油间隔拉长一天|d:dropper.1f33f@sage|规格=50ml:0|138
椰油护发膜|染烫后每周一次|d:cream.1f965@brown|规格=250g:0|88
海盐身体磨砂膏|腿部鸡皮，打圈两分钟|d:cream.1f9c2@sky|规格=200g:0,350g:36|69
气泡浴球 4 颗|一颗一缸，不留色|1fae7*2|香型=混合香*|55/68
柠檬浴盐|泡脚泡澡都可以|d:pouch.1f34b@sky|规格=300g:0,600g:30|49
薄荷足膜 2 双|一周后自己脱角质|d:sachet.1f343@mint|规格=2 双:0,5 双:48|45
婴儿润肤乳|无香无色素，从头到脚|1f9f4.1f37c@sky|规格=200ml:0|78`,
  },
  {
    id: 'cat_oral',
    parent: 'cat_beauty',
    name: '口腔个护',
    ground: 'beauty',
    brands: ['拾禾', '白果'],
    cover: '1faa5',
    rows: `
细软毛牙刷 4 支|万根软毛，牙龈敏感也行|1faa5*2|规格=4 支:0,8 支:20|29.9
竹柄牙刷|可降解竹柄，宽头|1faa5@bamboo|规格=1 支:0,3 支:18|15
茶香牙膏|乌龙茶味，不辣口|d:tube.1f375@sage|规格=120g:0,120g × 2:20|26
白桃牙膏|孩子肯自己刷|d:tube.1f351@peach|规格=60g:0,120g:8|19.9
薄荷漱口水|低酒精，饭后一盖|d:bottle.1f343@mint|规格=500ml:0,250ml:-12|39
牙线棒 200 支|圆线不伤牙龈，独立盒|d:box.1f9b7@mint|规格=200 支:0|19.9`,
  },
  {
    id: 'cat_fragrance',
    parent: 'cat_beauty',
    name: '香水香氛',
    ground: 'beauty',
    brands: ['南窗', '闻野'],
    cover: 'd:perfume@rose',
    rows: `
桂花乌龙淡香水|前调桂花，后调焙火乌龙|d:perfume.1f33c@honey|规格=30ml:0,50ml:120,10ml:-170|268
雨后青苔淡香水|湿木头与蕨叶，中性|d:perfume.1f33f@sage|规格=30ml:0,50ml:120|288
玫瑰白茶淡香水|不甜的玫瑰|d:perfume.1f339@rose|规格=30ml:0,50ml:130|278/318
海盐柠檬淡香水|夏天第一瓶|d:perfume.1f34b@sky|规格=30ml:0,50ml:110|248
檀木固体香膏|铁盒小小一枚，补香方便|d:tin@brown|规格=15g:0|98
睡莲滚珠香水|随身十毫升，不洒|d:gloss.1fab7@cherryblossom|规格=10ml:0|88/108
薰衣草枕边喷雾|睡前枕头喷两下|d:spray.1fabb@lilac|规格=100ml:0|79
衣物留香珠|洗衣时一盖，香到下次洗|d:pouch.1f338@cherryblossom|香型=樱花,青柠:0,白茶:0|45`,
  },
  {
    id: 'cat_tools',
    parent: 'cat_beauty',
    name: '美妆工具',
    ground: 'beauty',
    brands: ['拾禾', '白果'],
    cover: '1fa9e',
    rows: `
手持小圆镜|不变形，放包里不刮|1fa9e|颜色=黄铜*,玫瑰,月白|69
黄铜台镜|一面正常一面两倍|1fa9e.1f33f|规格=18cm:0,22cm:60|239
宽齿梳|卷发湿发都能梳|1faae|颜色=紫藤*,墨绿,焦糖|39
天然海绵洗脸扑|吸水变软，起泡快|1f9fd|规格=1 个:0,3 个:30|25
美妆蛋 3 只|吸粉少，斜切面好用|1f95a*3@cherryblossom|规格=3 只:0|39
粉底刷|密而不扎，扫开没痕|d:brush|颜色=黑色*,玫瑰|69
七支化妆刷套装|含收纳筒|d:brush*3@rosewood|颜色=砖红*,黑色|199/239
旅行化妆包|能立住，内袋防水|1f45d|颜色=藕粉*,雾蓝,墨绿|99
缎面发带|洗脸敷面不掉|1f380@cherryblossom|颜色=樱粉*,雾蓝,黑色|29
修眉剪刀|圆头弯刃，新手不慌|2702|颜色=红色*|25`,
  },
]
