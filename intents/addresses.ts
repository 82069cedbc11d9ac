/** A postal address in a text. */
export type FoundAddress = { readonly value: string; readonly start: number; readonly end: number };

const PROVINCES = '北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门';
const CITIES =
  '广州|深圳|杭州|南京|苏州|成都|武汉|西安|长沙|郑州|青岛|济南|大连|沈阳|宁波|厦门|福州|合肥|昆明|无锡|常州|佛山|东莞|珠海|中山|惠州|哈尔滨|长春|石家庄|太原|南昌|贵阳|南宁|兰州|海口|三亚|呼和浩特|乌鲁木齐|银川|西宁|拉萨|温州|绍兴|嘉兴|金华|台州|湖州|南通|徐州|扬州|镇江|泰州|盐城|烟台|潍坊|临沂|威海|淄博|洛阳|泉州|漳州|襄阳|宜昌|株洲|绵阳|唐山|保定|芜湖|赣州|汕头|柳州|桂林';
const LED_IN = '(?:收[件货]地址|寄件地址|新地址|旧地址|家庭住址|地址|住址|住在|家住|我住|寄到|寄往|寄给|送到|发到|配送到|搬到|改到|改成|改为|地址换成)(?:是|为|在|改成|改为|到)?\\s?[:：]?\\s?';
/** What a Chinese address may consist of; whatever else comes ends it. */
const BODY = '[\\p{Script=Han}a-z0-9\\-－—#（）() ]{4,60}';
const ZH = new RegExp(`${LED_IN}(${BODY})|(?:${PROVINCES}|${CITIES})${BODY}`, 'gu');

const REGION = new RegExp(`^(?:${PROVINCES}|${CITIES})|\\p{Script=Han}(?:省|市|区|县|镇|乡|街道|新区|开发区)`, 'u');
const STREET = /\p{Script=Han}(?:路|街|大道|巷|胡同|弄|道|里|村|屯|庄)|小区|花园|公寓|大厦|广场|新村|家园|苑|府|城|园区/u;
const NUMBER = /\d+\s?(?:号楼?|弄|栋|幢|单元|室|楼|层|座|户|房|组|#|队)|\d+[-－—]\d+/u;
/** The last piece of an address; what follows it is said about something else. */
const LAST = /(?:[a-z]?\d+[a-z]?(?:[-－—]\d+)*\s?(?:号楼|号院|号|弄|栋|幢|单元|室|楼|层|座|户|房|组|队)?|[a-z](?:栋|座|幢)|小区|花园|公寓|大厦|广场|新村|家园|苑|(?<=\p{Script=Han})(?:路|街|大道|巷|村|镇|府|园区))(?=\s?(?:$|\P{Script=Han}|.))/gu;

const ROAD_EN = '(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|highway|hwy|parkway|pkwy|close|crescent)';
const UNIT_EN = '(?:apt|apartment|suite|ste|unit|flat|room|rm|floor|building|bldg|block|tower|no|#)';
const EN = new RegExp(
  `(?<![a-z0-9])(?:${UNIT_EN}\\.?\\s?[a-z0-9-]{1,6}\\s?,?\\s){0,3}(?:no\\.?\\s?)?\\d{1,5}[a-z]?,?\\s(?:(?!(?:i|my|the|a|to|for|of|is|was|and|on|at|in)\\s)[a-z][a-z'.]{0,18}\\s){1,4}${ROAD_EN}(?![a-z])(?:\\.(?=,))?` +
    `(?:,?\\s${UNIT_EN}\\.?\\s?[a-z0-9-]{1,6})?(?:,\\s?(?!(?:i|my|please|and|but|thanks|can|the|phone|tel|is|so|it)(?![a-z]))[a-z][a-z' ]{1,24}(?:\\s\\d{5,6}(?:-\\d{4})?)?(?=[,.;!?\\n]|$)){0,4}(?:,?\\s(?:[a-z]{2}\\s)?\\d{5,6}(?:-\\d{4})?(?!\\d))?`,
  'g',
);

/**
 * Postal addresses of a text folded in place: Chinese ones that begin with a province or city, or after words such as
 * 地址 or 送到, and that have a street or estate and a number; English ones with a number, a name and a kind of road.
 */
export function findAddresses(folded: string): FoundAddress[] {
  const found: FoundAddress[] = [];
  for (const match of folded.matchAll(ZH)) {
    const lead = match[1] === undefined ? 0 : match[0].length - match[1].length;
    const body = cutTail(match[0].slice(lead));
    const [region, street, number] = [REGION.test(body), STREET.test(body), NUMBER.test(body)];
    if (!(street && number) && !(region && number && body.length > 8)) continue;
    found.push({ value: body.replace(/\s+/g, ''), start: match.index + lead, end: match.index + lead + body.length });
  }
  for (const match of folded.matchAll(EN)) {
    found.push({ value: match[0].trim(), start: match.index, end: match.index + match[0].trimEnd().length });
  }
  return found;
}

/** An address without what is said after it: up to its last number or name of a building. */
function cutTail(body: string): string {
  const asked = /(?:谢谢|电话|手机|联系|收件|收货|可以|能不能|怎么|什么|多久|吗|请|麻烦|的话|我|你|不要|尽快|下单)/u.exec(body);
  const said = asked === null ? body : body.slice(0, asked.index);
  const end = [...said.matchAll(LAST)].reduce((last, match) => match.index + match[0].trimEnd().length, 0);
  return said.slice(0, end).trimEnd();
}
