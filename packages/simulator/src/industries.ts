/**
 * The industries of a Luqiao-like district, one line each: what its firms are called, what they say they do, how many there are,
 * how large they are. Weights and sizes are orders of magnitude chosen for the simulation, not statistics.
 *
 * Codes are GB/T 4754-2017 classes.
 */

/** The class of the above-designated-size library that a firm of the industry may enter. */
export type SizeClass =
  | 'industry'
  | 'construction'
  | 'wholesale'
  | 'retail'
  | 'lodging'
  | 'catering'
  | 'service'
  | 'real_estate';

export type SimulatedIndustry = {
  readonly code: string;
  /** Words of a company's name, before 有限公司 or 厂. */
  readonly nouns: readonly string[];
  /** Words of an individual business's name, ending included. */
  readonly shops: readonly string[];
  readonly scope: readonly string[];
  /** Share among enterprises that stood at the start, among those newly founded, and among individual businesses. */
  readonly stock: number;
  readonly born: number;
  readonly individual: number;
  /** Median yearly revenue of an established firm, in 10,000 yuan, and the spread of its logarithm. */
  readonly revenue: number;
  readonly spread: number;
  /** Yearly revenue per employee, in 10,000 yuan. */
  readonly perHead: number;
  /** kWh per 10,000 yuan of revenue; 0: no meter of its own. */
  readonly power: number;
  /** How prone to foreign trade and to technology, 0 to 1. */
  readonly trade: number;
  readonly technology: number;
  readonly sizeClass: SizeClass | null;
  /** Towns that have more of it than their share, by the last three digits, with how many times more. */
  readonly towns: Readonly<Record<string, number>>;
};

type Shape = Pick<
  SimulatedIndustry,
  'revenue' | 'spread' | 'perHead' | 'power' | 'trade' | 'technology' | 'sizeClass'
>;

const factory: Shape = {
  revenue: 165,
  spread: 1.55,
  perHead: 42,
  power: 420,
  trade: 0.5,
  technology: 0.5,
  sizeClass: 'industry',
};
const machinery: Shape = { ...factory, revenue: 190, power: 300, trade: 0.7, technology: 1 };
const light: Shape = { ...factory, revenue: 140, perHead: 34, power: 210, technology: 0.25 };
const metal: Shape = { ...factory, revenue: 320, perHead: 75, power: 520, trade: 0.2, technology: 0.2 };
const wholesale: Shape = {
  revenue: 130,
  spread: 1.6,
  perHead: 95,
  power: 0,
  trade: 0.5,
  technology: 0.03,
  sizeClass: 'wholesale',
};
const retail: Shape = {
  ...wholesale,
  revenue: 48,
  spread: 1.35,
  perHead: 42,
  trade: 0.1,
  sizeClass: 'retail',
};
const service: Shape = {
  revenue: 55,
  spread: 1.3,
  perHead: 22,
  power: 0,
  trade: 0.02,
  technology: 0.05,
  sizeClass: 'service',
};
const software: Shape = { ...service, revenue: 60, technology: 1.3, perHead: 25 };
const building: Shape = {
  ...service,
  revenue: 160,
  spread: 1.5,
  perHead: 38,
  technology: 0.08,
  sizeClass: 'construction',
};
const eating: Shape = {
  ...service,
  revenue: 42,
  spread: 1.1,
  perHead: 14,
  technology: 0,
  sizeClass: 'catering',
};
const lodging: Shape = { ...eating, revenue: 60, power: 700, sizeClass: 'lodging' };
const property: Shape = { ...service, revenue: 70, spread: 1.5 };
const farm: Shape = { ...service, revenue: 38, sizeClass: null };

/** The weights `stock,born,individual` and the towns `006:4,107:2` stand in short texts, so that the table stays readable. */
function line(
  shape: Shape,
  code: string,
  weights: string,
  towns: string,
  nouns: string,
  shops: string,
  scope: string,
): SimulatedIndustry {
  const [stock, born, individual] = weights.split(',').map(Number) as [number, number, number];
  const boosts = towns === '' ? [] : towns.split(',').map((part) => part.split(':'));
  return {
    ...shape,
    code,
    stock,
    born,
    individual,
    nouns: nouns.split(' '),
    shops: shops.split(' '),
    scope: scope.split(' '),
    towns: Object.fromEntries(boosts.map(([town, times]) => [town, Number(times)])),
  };
}

const manufacturing: readonly SimulatedIndustry[] = [
  line(
    factory,
    '2929',
    '62,34,40',
    '107:2,106:1.6',
    '塑料 塑胶 塑业 橡塑',
    '塑料制品厂 塑料厂 注塑加工厂',
    '塑料制品制造 塑料零件制造 塑料原料批发',
  ),
  line(
    factory,
    '2927',
    '34,16,16',
    '107:2,004:1.5',
    '日用塑料 塑料制品 家居用品',
    '日用品厂 塑料日用品厂',
    '日用塑料制品制造 塑料盆桶制造 家居用品批发',
  ),
  line(factory, '2922', '9,4,1', '106:2', '管业 塑料管材', '管材加工厂', '塑料管材制造 塑料管件制造'),
  line(
    factory,
    '2926',
    '10,5,4',
    '103:2',
    '塑料包装 包装材料',
    '包装厂 塑料袋厂',
    '塑料包装箱及容器制造 吹塑加工',
  ),
  line(factory, '2913', '8,4,3', '106:2', '橡胶 密封件', '橡胶件厂', '橡胶零件制造 密封圈制造'),
  line(
    machinery,
    '3670',
    '62,32,30',
    '005:3,001:1.8,106:1.5',
    '汽车零部件 汽配 汽车配件',
    '汽车配件厂 汽配加工厂',
    '汽车零部件制造 汽车配件批发 五金件加工',
  ),
  line(
    machinery,
    '3752',
    '26,10,12',
    '001:2,106:1.8',
    '摩托车配件 车业 摩配',
    '摩托车配件厂',
    '摩托车零部件制造 电动车配件制造',
  ),
  line(
    machinery,
    '3443',
    '28,14,12',
    '106:2.2',
    '阀门 阀业 流体控制',
    '阀门厂 阀门配件厂',
    '阀门和旋塞制造 水暖配件制造',
  ),
  line(
    light,
    '3383',
    '30,15,16',
    '107:1.6,103:1.6',
    '洁具 卫浴 水暖洁具',
    '洁具厂 水暖配件厂',
    '金属制卫生器具制造 水龙头制造 卫浴配件批发',
  ),
  line(light, '3352', '16,7,9', '107:1.6', '水暖 水暖器材', '水暖管件厂', '建筑装饰及水暖管道零件制造'),
  line(
    machinery,
    '3553',
    '26,9,14',
    '003:2,107:2.4',
    '缝纫机 缝制设备 缝纫机配件',
    '缝纫机配件厂 缝配加工厂',
    '缝制机械制造 缝纫机零件加工',
  ),
  line(
    machinery,
    '3525',
    '40,24,44',
    '005:2.2,103:1.5',
    '模具 模塑 精密模具',
    '模具加工厂 模具厂',
    '模具制造 模具设计 塑料件加工',
  ),
  line(machinery, '3441', '14,6,4', '004:1.8,106:1.6', '泵业 水泵 机电', '水泵配件厂', '泵制造 清洗机制造'),
  line(machinery, '3812', '16,7,5', '004:3', '电机 机电 微电机', '电机厂', '电动机制造 电机配件加工'),
  line(
    light,
    '3572',
    '22,9,12',
    '107:2,103:2.4',
    '喷雾器 植保机械 园林工具',
    '喷雾器配件厂',
    '园艺机具制造 喷雾器制造',
  ),
  line(machinery, '3465', '10,4,4', '104:2.6', '气动工具 工具', '工具厂', '风动工具制造 电动工具配件加工'),
  line(
    machinery,
    '3484',
    '46,24,62',
    '',
    '机械 机械配件 精密机械 五金机械',
    '机械配件加工厂 五金加工厂 机械厂',
    '机械零部件加工 五金件加工',
  ),
  line(light, '3482', '14,6,14', '104:2', '紧固件 标准件', '标准件厂 螺丝厂', '紧固件制造 五金件加工'),
  line(
    factory,
    '3311',
    '12,8,14',
    '006:1.5',
    '钢结构 金属结构',
    '钢结构加工店 铁皮加工店',
    '金属结构制造 钢结构安装',
  ),
  line(
    metal,
    '4210',
    '16,7,30',
    '006:7',
    '再生资源 金属回收 物资回收',
    '废旧物资回收站 金属拆解厂',
    '金属废料和碎屑加工处理 废旧金属回收',
  ),
  line(metal, '3252', '12,4,4', '006:4', '铝业 铝材', '铝材加工厂', '铝压延加工 铝制品制造'),
  line(metal, '3251', '11,3,3', '006:5', '铜业 铜材', '铜件加工厂', '铜压延加工 铜制品制造'),
  line(
    light,
    '2319',
    '13,6,7',
    '103:3.5',
    '印务 彩印 包装印刷',
    '彩印厂 印刷厂',
    '包装装潢印刷 其他印刷品印刷',
  ),
  line(light, '2231', '10,4,5', '103:2.5', '纸业 纸箱', '纸箱厂', '纸和纸板容器制造'),
  line({ ...light, trade: 0.4 }, '1953', '5,4,7', '104:2', '鞋业', '鞋厂 鞋加工厂', '塑料鞋制造 鞋帽批发'),
  line(
    { ...light, trade: 0.4 },
    '1819',
    '4,6,14',
    '',
    '服饰 制衣 服装',
    '服装厂 制衣厂',
    '服装制造 服装加工',
  ),
  line({ ...light, trade: 0.3 }, '2110', '4,4,9', '', '家具 木业', '家具厂 木制品加工厂', '木质家具制造'),
  line(
    { ...light, trade: 0.8 },
    '2439',
    '6,5,8',
    '003:2',
    '工艺品 工艺美术',
    '工艺品厂',
    '工艺美术品制造 圣诞用品制造',
  ),
  line(
    { ...machinery, trade: 0.6 },
    '3872',
    '12,8,6',
    '004:2,003:1.5',
    '照明 灯饰 光电',
    '灯具厂',
    '照明灯具制造 灯饰制造',
  ),
  line(machinery, '3989', '3,5,2', '004:2', '电子 电子科技', '电子元件厂', '电子元件制造 电子产品批发'),
  line(machinery, '3591', '4,4,1', '005:2', '环保设备 环保科技', '环保设备厂', '环境保护专用设备制造'),
  line(machinery, '3584', '2,3,1', '', '医疗器械', '医疗用品厂', '医疗器械制造'),
  line(
    machinery,
    '3491',
    '1,4,0.2',
    '005:3',
    '机器人 智能装备 自动化',
    '自动化设备厂',
    '工业机器人制造 自动化设备制造',
  ),
  line(
    { ...light, technology: 0.1 },
    '1371',
    '4,2,9',
    '106:2',
    '食品 果蔬食品',
    '食品加工厂 腌制品厂',
    '蔬菜加工 水果加工',
  ),
];

const tradeAndTransport: readonly SimulatedIndustry[] = [
  line(
    { ...wholesale, trade: 0.9 },
    '5174',
    '58,44,50',
    '002:2.4,001:2.2',
    '五金 五金机电 工贸',
    '五金店 五金经营部',
    '五金产品批发 机电设备批发 货物进出口',
  ),
  line(
    { ...wholesale, trade: 0.9 },
    '5172',
    '30,24,26',
    '001:3.2',
    '汽车配件贸易 汽配贸易',
    '汽配店 汽车配件经营部',
    '汽车零配件批发 汽车用品批发',
  ),
  line(
    { ...wholesale, revenue: 300 },
    '5164',
    '36,26,18',
    '001:2,006:2.5',
    '金属材料 钢材贸易 物资',
    '钢材经营部',
    '金属及金属矿批发 钢材批发',
  ),
  line(
    { ...wholesale, revenue: 220 },
    '5169',
    '34,26,14',
    '002:1.6',
    '塑料原料 化工 塑化',
    '塑料原料经营部',
    '化工产品批发 塑料原料批发',
  ),
  line(
    wholesale,
    '5165',
    '30,26,44',
    '002:1.8',
    '建材 装饰材料',
    '建材店 装潢材料经营部',
    '建材批发 装饰材料批发',
  ),
  line(
    { ...wholesale, trade: 0.8 },
    '5135',
    '28,26,30',
    '002:3',
    '日用品 日用百货',
    '日用品批发部 小商品经营部',
    '日用杂品批发 厨具卫具批发',
  ),
  line(
    { ...wholesale, trade: 0.8 },
    '5132',
    '16,14,44',
    '002:3',
    '服装贸易 服饰',
    '服装批发部 服装店',
    '服装批发 服装零售',
  ),
  line(
    wholesale,
    '5123',
    '8,8,44',
    '106:1.5',
    '果蔬 农产品',
    '水果店 果蔬经营部',
    '果品蔬菜批发 食用农产品零售',
  ),
  line(wholesale, '5127', '12,12,16', '', '酒业 商贸', '酒类经营部 烟酒店', '酒类批发 预包装食品销售'),
  line(
    { ...wholesale, trade: 1 },
    '5181',
    '20,18,1',
    '002:1.6,003:1.6',
    '进出口 国际贸易',
    '贸易商行',
    '货物进出口 技术进出口 日用品批发',
  ),
  line(
    { ...wholesale, technology: 0.2 },
    '5176',
    '3,7,4',
    '003:2',
    '电脑 计算机科技',
    '电脑店',
    '计算机软件及辅助设备批发',
  ),
  line(
    { ...wholesale, trade: 0.6 },
    '5193',
    '2,22,6',
    '003:2,002:1.6',
    '电子商务 网络科技',
    '网络经营部',
    '互联网批发 日用品网上销售',
  ),
  line(
    { ...retail, trade: 0.3 },
    '5292',
    '5,64,90',
    '003:2,002:1.5',
    '电子商务 网络科技 电商',
    '网店 电子商务经营部',
    '互联网零售 日用品网上销售',
  ),
  line(retail, '5211', '18,14,120', '', '百货 商贸', '百货店 日用品店', '百货零售 日用品零售'),
  line(retail, '5212', '10,8,60', '', '超市 连锁超市', '超市 副食店', '预包装食品零售 日用品零售'),
  line(retail, '5229', '10,10,110', '', '食品 商贸', '食品店 小吃食品店', '食品零售 预包装食品销售'),
  line(retail, '5232', '8,8,110', '002:3', '服饰', '服装店 服饰店', '服装零售'),
  line(
    { ...retail, revenue: 110 },
    '5251',
    '7,8,10',
    '',
    '大药房 医药连锁',
    '药店',
    '药品零售 第一类医疗器械零售',
  ),
  line(
    { ...retail, revenue: 420 },
    '5261',
    '15,9,3',
    '001:4,005:2',
    '汽车销售 汽车销售服务',
    '汽车经营部',
    '汽车新车零售 汽车维修',
  ),
  line(retail, '5263', '7,6,36', '001:3', '汽车用品', '汽车用品店 汽车装潢店', '汽车零配件零售'),
  line(retail, '5281', '10,8,64', '002:2', '五金 机电', '五金店 五金交电店', '五金零售 水暖器材零售'),
  line(
    { ...service, revenue: 120, perHead: 45 },
    '5431',
    '24,20,46',
    '106:1.4',
    '物流 运输 货运',
    '货运经营部 运输户',
    '普通货物道路运输',
  ),
  line(
    { ...service, revenue: 90 },
    '5821',
    '7,9,3',
    '',
    '货运代理 物流 供应链',
    '货运代理部',
    '货物运输代理 仓储服务',
  ),
  line({ ...service, revenue: 80 }, '5920', '5,5,1', '', '仓储', '仓储部', '通用仓储 装卸搬运'),
  line({ ...service, revenue: 110 }, '6020', '4,6,3', '', '快递 速递', '快递服务部', '快递服务'),
];

const services: readonly SimulatedIndustry[] = [
  line(building, '4790', '12,10,2', '', '建筑工程 建设工程', '建筑队', '房屋建筑工程施工'),
  line(building, '4813', '12,10,1', '', '市政工程 市政园林', '工程队', '市政公用工程施工'),
  line(
    { ...building, revenue: 70 },
    '5012',
    '22,26,34',
    '002:1.5',
    '装饰工程 装饰设计',
    '装修服务部 装潢店',
    '住宅装饰和装修',
  ),
  line(
    { ...building, revenue: 90 },
    '4861',
    '2,3,0.2',
    '',
    '节能工程 节能科技',
    '节能工程队',
    '节能工程施工',
  ),
  line(lodging, '6110', '4,4,1', '002:2,003:2', '大酒店 酒店', '宾馆', '旅游饭店服务 住宿'),
  line(lodging, '6121', '5,7,16', '002:2', '宾馆 酒店管理', '旅馆 宾馆', '经济型连锁酒店服务 住宿'),
  line(eating, '6210', '10,14,130', '', '餐饮 餐饮管理', '饭店 餐馆 小吃店', '正餐服务'),
  line(eating, '6220', '3,5,70', '', '餐饮 快餐', '快餐店 面馆', '快餐服务'),
  line(
    software,
    '6513',
    '4,13,0.5',
    '003:3',
    '软件 信息科技 信息技术',
    '软件工作室',
    '应用软件开发 信息技术咨询',
  ),
  line(
    software,
    '6531',
    '3,9,0.5',
    '003:2.5',
    '信息系统 智能科技',
    '网络工程部',
    '信息系统集成服务 安防工程',
  ),
  line(software, '6429', '3,12,1', '003:2.5', '网络 网络技术', '网络服务部', '互联网信息服务 网站建设'),
  line(
    { ...software, technology: 0.6 },
    '6550',
    '2,5,0.2',
    '003:2.5',
    '数据服务 大数据',
    '数据服务部',
    '信息处理和存储支持服务',
  ),
  line(
    { ...service, revenue: 100 },
    '6760',
    '3,4,0',
    '003:2',
    '资本管理 创业投资',
    '投资服务部',
    '资本投资服务',
  ),
  line(service, '7212', '16,12,0.2', '003:2', '投资管理 控股', '投资服务部', '投资与资产管理 企业管理'),
  line(
    { ...property, revenue: 3000, spread: 1.7, sizeClass: 'real_estate' },
    '7010',
    '9,3,0',
    '',
    '置业 房地产开发',
    '置业部',
    '房地产开发经营',
  ),
  line(property, '7020', '8,6,0.5', '', '物业管理 物业服务', '物业服务部', '物业管理'),
  line(property, '7030', '5,6,8', '', '房地产经纪 房产营销', '房产中介所', '房地产中介服务'),
  line(service, '7119', '5,6,6', '', '租赁 设备租赁', '租赁部', '机械设备租赁'),
  line(service, '7241', '6,8,2', '', '会计服务 财务咨询', '代理记账部', '代理记账 财务咨询'),
  line(
    { ...service, technology: 0.1 },
    '7259',
    '9,19,20',
    '003:1.6',
    '广告 文化传媒 传媒',
    '广告店 图文店',
    '广告设计 广告制作',
  ),
  line(service, '7263', '5,7,0.5', '', '人力资源 劳务', '劳务服务部', '劳务派遣 人力资源服务'),
  line(service, '7291', '3,4,0.2', '', '旅行社 国际旅行社', '旅行社门市部', '旅行社服务'),
  line(service, '7284', '5,7,2', '', '会展 文化创意', '庆典服务部', '会议展览服务 文化活动策划'),
  line(
    { ...software, technology: 0.7 },
    '7320',
    '3,7,0.2',
    '003:2',
    '科技 技术研究',
    '技术服务部',
    '工程和技术研究 技术开发',
  ),
  line(
    { ...software, technology: 0.5 },
    '7491',
    '3,8,1',
    '',
    '工业设计',
    '设计工作室',
    '工业设计服务 产品设计',
  ),
  line(
    { ...software, technology: 0.2 },
    '7492',
    '3,8,3',
    '',
    '设计 创意设计',
    '设计工作室',
    '专业设计服务 室内设计',
  ),
  line({ ...software, technology: 0.5 }, '7519', '5,10,0.5', '', '科技 新技术', '技术服务部', '技术推广服务'),
  line(
    { ...service, technology: 0.3, revenue: 110 },
    '7721',
    '2,5,0.1',
    '',
    '环境工程 水处理',
    '环保服务部',
    '水污染治理 环境工程施工',
  ),
  line(
    { ...service, technology: 0.2 },
    '7810',
    '2,2,0.1',
    '',
    '环卫 市政服务',
    '保洁服务部',
    '市政设施管理 保洁',
  ),
  line(service, '8111', '9,8,40', '001:2', '汽车维修 汽车服务', '汽车修理店 汽修厂', '汽车修理与维护'),
  line(eating, '8040', '3,4,64', '', '美容 美发', '理发店 美容院', '理发及美容服务'),
  line(service, '8391', '3,8,1', '', '教育培训 教育科技', '培训部', '职业技能培训'),
  line({ ...service, revenue: 140 }, '8425', '2,4,3', '', '门诊部 医疗服务', '诊所', '门诊医疗服务'),
  line({ ...service, perHead: 16 }, '8053', '2,4,14', '', '养生 健康管理', '养生馆', '养生保健服务'),
  line(
    { ...service, technology: 0.1 },
    '8730',
    '2,7,0.3',
    '003:2',
    '影视 影视文化',
    '影视工作室',
    '影视节目制作',
  ),
  line(service, '8870', '2,8,3', '', '文化艺术 文化传播', '艺术工作室', '群众文体活动 文化艺术交流策划'),
  line(service, '8930', '2,5,4', '', '健身 体育', '健身房', '健身休闲活动'),
  line(service, '9013', '3,3,8', '', '网络娱乐', '网吧 网咖', '互联网上网服务'),
];

const land: readonly SimulatedIndustry[] = [
  line(farm, '0141', '5,4,2', '106:3,107:2', '农业 蔬菜', '种植场', '蔬菜种植'),
  line(farm, '0153', '5,4,2', '005:3', '果业 生态农业', '果园', '柑橘种植'),
  line(farm, '0411', '3,2,1', '106:6', '水产养殖', '养殖场', '海水养殖'),
];

/** All industries of the simulation; their places in the list are their numbers. */
export const simulatedIndustries: readonly SimulatedIndustry[] = [
  ...manufacturing,
  ...tradeAndTransport,
  ...services,
  ...land,
];

export function isManufacturing(industry: SimulatedIndustry): boolean {
  return industry.sizeClass === 'industry';
}

/** Yearly revenue, in yuan, from which a firm may enter the library (国统字〔2019〕101号; construction by qualification, modelled as revenue). */
export const libraryThreshold: Readonly<Record<SizeClass, number>> = {
  industry: 20_000_000,
  construction: 30_000_000,
  wholesale: 20_000_000,
  retail: 5_000_000,
  lodging: 2_000_000,
  catering: 2_000_000,
  service: 10_000_000,
  real_estate: 5_000_000,
};
