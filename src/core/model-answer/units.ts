/** What figures count, each with the ways to write it in folded text; the first that fits counts. */
const UNITS: readonly (readonly [string, string])[] = [
  ['workday', '个?工作日|(?:working|business) days?'],
  ['day', '个?自然日|(?:calendar )?days?|天|日(?![期常用])'],
  ['hour', '个?小时|hours?|hrs?|h'],
  ['minute', '分钟|minutes?|mins?'],
  ['second', '秒钟?|seconds?|secs?|s'],
  ['week', '个?(?:星期|礼拜)|周|weeks?'],
  ['month', '个月|months?'],
  ['year', '年|years?'],
  ['workhour', '个?工作小时|(?:working|business) hours?'],
  ['yuan', '元|块钱?|yuan|rmb|cny'],
  ['usd', '美元|美金|(?:us )?dollars?|usd'],
  ['eur', '欧元|euros?|eur'],
  ['gbp', '英镑|pounds?(?: sterling)?|gbp'],
  ['hkd', '港[币元]|hkd'],
  ['jpy', '日[元圆]|yen|jpy'],
  ['cent', '角|cents?|jiao'],
  ['percent', '%|per ?cent'],
  ['permille', '‰|per ?mille'],
  ['tenths', '折'],
  ['point', '个?积分|points?'],
  ['time', '次|times?'],
  ['person', '个?人|位|名|people|persons?'],
  ['floor', '楼|层|(?:st|nd|rd|th)? ?floors?'],
  ['m3/h', 'm3/h|立方米每小时'],
  ['m2', 'm2|平方米|平米|square met(?:er|re)s?'],
  ['mm', 'mm|毫米|millimet(?:er|re)s?'],
  ['cm', 'cm|厘米|centimet(?:er|re)s?'],
  ['kg', 'kg|公斤|千克|kilograms?|kilos?'],
  ['mah', 'mah|毫安时?'],
  ['ml', 'ml|毫升|millilit(?:er|re)s?'],
  ['l', 'l|升|lit(?:er|re)s?'],
  ['kwh', 'kwh|度电'],
  ['w', 'w|瓦|watts?'],
  ['db', 'db|分贝|decibels?'],
  ['c', '°c|摄氏度|度|degrees?'],
  ['ghz', 'ghz'],
  ['m', 'm|米|met(?:er|re)s?'],
];

const PATTERNS = UNITS.map(([name, ways]) => ({ name, pattern: new RegExp(`^(?:[ -]?)(?:${ways})(?![a-z0-9])`) }));

/** What the words right behind a figure say that it counts, and how long they are; nothing where they say something else. */
export function unitAt(folded: string, at: number): { readonly name: string; readonly length: number } {
  const rest = folded.slice(at, at + 24);
  for (const { name, pattern } of PATTERNS) {
    const found = pattern.exec(rest);
    if (found) return { name, length: found[0].length };
  }
  return { name: '', length: 0 };
}
