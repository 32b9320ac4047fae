/** Names for made-up places: nobody's. */

const FAMILIES = "张王李赵陈杨黄周吴徐孙马朱胡林郭何高罗郑".split("");
const LUCKY = ["福满", "鑫源", "万和", "长兴", "百味", "聚德", "永盛", "天润", "瑞丰", "金鼎", "顺达", "宏泰", "康乐", "和顺", "东来", "春晖"];
const GARDENS = ["锦绣", "翠湖", "阳光", "滨江", "金桂", "玉兰", "梧桐", "银杏", "丽景", "和苑", "桃源", "明珠"];
const ROADS = ["东桥路", "南市路", "学前街", "桂花巷", "望江路", "北渡街", "建设路", "文汇路", "河滨道", "新民街"];

export const COMMUNITIES = ["东桥", "西桥", "南市", "北渡", "学前", "桂花", "望江", "建设", "文汇", "河滨", "新民", "梅园"].map((name) => `${name}社区`);

const SHAPES = {
  restaurant: (pick) => pick([`${pick(FAMILIES)}记面馆`, `${pick(LUCKY)}餐厅`, `${pick(LUCKY)}火锅`, `老${pick(FAMILIES)}饺子馆`, `${pick(FAMILIES)}家小厨`, `${pick(LUCKY)}快餐`]),
  shop: (pick) => pick([`${pick(LUCKY)}超市`, `${pick(LUCKY)}五金店`, `${pick(FAMILIES)}记水果店`, `${pick(LUCKY)}药房`, `${pick(LUCKY)}服装店`, `${pick(LUCKY)}电动车行`]),
  residential_compound: (pick) => `${pick(GARDENS)}${pick(["花园", "新村", "家园", "公寓"])}${pick(["一期", "二期", "三期", "东区", "西区"])}`,
  elderly_home: (pick) => `${pick(GARDENS)}${pick(["养老院", "日间照料中心", "敬老院"])}`,
  school: (pick) => `${pick(GARDENS)}${pick(["幼儿园", "小学", "中学", "托育园"])}`,
  rental_house: (pick, number) => `${pick(ROADS)}${1 + (number % 280)}弄${1 + (number % 37)}号出租房`,
  river: (pick) => `${pick(GARDENS)}${pick(["河", "浜", "港"])}`,
  community: (pick) => pick(COMMUNITIES),
  property_company: (pick) => `${pick(LUCKY)}物业公司`,
  market: (pick) => `${pick(ROADS)}集贸市场`,
  park: (pick) => `${pick(LUCKY)}产业园`,
  elder_household: (pick, number) => `${pick(FAMILIES)}${pick(["奶奶", "爷爷", "阿姨", "老伯"])}（独居，${100 + (number % 800)}室）`,
};

/** A name for a place of a kind. */
export function placeName(kind, pick, number) {
  return (SHAPES[kind.id] ?? (() => `${pick(LUCKY)}${kind.label}`))(pick, number);
}
