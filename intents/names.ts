/** A person's name in a text. */
export type FoundName = { readonly value: string; readonly start: number; readonly end: number };

const SURNAMES =
  '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|夏侯|端木|司徒|王|李|张|刘|陈|杨|赵|黄|周|吴|徐|孙|胡|朱|高|林|何|郭|马|罗|梁|宋|郑|谢|韩|唐|冯|于|董|萧|程|曹|袁|邓|许|傅|沈|曾|彭|吕|苏|卢|蒋|蔡|贾|丁|魏|薛|叶|阎|余|潘|杜|戴|夏|钟|汪|田|任|姜|范|方|石|姚|谭|廖|邹|熊|金|陆|郝|孔|白|崔|康|毛|邱|秦|江|史|顾|侯|邵|孟|龙|万|段|雷|钱|汤|尹|黎|易|常|武|乔|贺|赖|龚|文|庞|樊|兰|殷|施|陶|洪|翟|安|颜|倪|严|牛|温|芦|季|俞|章|鲁|葛|伍|韦|申|尤|毕|聂|丛|焦|向|柳|邢|路|岳|齐|梅|莫|庄|辛|管|祝|左|涂|谷|祁|时|舒|耿|牟|卜|詹|关|苗|凌|费|纪|靳|盛|童|欧|甄|项|曲|成|游|阳|裴|席|卫|查|屈|鲍|位|覃|霍|翁|隋|植|甘|景|薄|单|包|司|柏|宁|柯|阮|桂|闵|解|强|柴|华|车|冉|房|边|辜|吉|饶|刁|瞿|戚|丘|古|米|池|滕|晋|苑|邬|臧|畅|宫|来|嵺|苟|全|褚|廉|简|娄|盖|符|奚|木|穆|党|燕|郎|邸|冀|谈|姬|屠|连|郜|晏|栾|郁|商|蒙|计|喻|揭|窦|迟|宇|敖|糜|鄢|冷|卓|花|仇|艾|蓝|都|巩|稽|井|练|仲|乐|虞|卞|封|竺|冼|原|官|衣|楚|佟|栗|匡|宗|应|台|巫|鞠|僧|桑|荆|谌|银|扬|明|沙|薄|伏|岑|习|胥|保|和|蔺';
const END = '(?=$|[^\\p{Script=Han}]|电话|手机|住|地址|身份|的|在|想|要|买|订|收|和|号|微信|邮箱|银行|卡|这|我|你|您|是|退|换|女士|先生|吗)';
const SAID = new RegExp(`(?:我叫|名叫|我的名字(?:是|叫)|(?:姓名|名字|全名|收[件货]人|寄件人|联系人|户名|开户名|持卡人|机主|业主|本人)(?:姓名|名字)?\\s?(?:是|为|叫|改成|写)?\\s?[:：]?\\s?)((?:${SURNAMES})\\p{Script=Han}{1,2}?)${END}`, 'gu');
/** "我是" says many things; a name after it must stand alone and not begin like another word. */
const ALONE = /我是(?!老|新|来|时|何|方|安|成|和|明|全|高|黄金|白金|黑金|金卡|银|于|要|都|有|单|买|包|文|华|台|原|应|关|连|来|管|米|商|计|车|房|古|常|花|路|石家|江|宁|吉|海|程序|任何|任意|向|符|强|简|苏州|杭|温|郑州|徐州|兰州|武汉|长|广|万|谈|解|游|易|左|封|官|乐|屈|习|保)(\p{Script=Han}{2,3})(?=[\s，,。.!；;]|$)/gu;
const TITLED = new RegExp(`(?<!\\p{Script=Han}[先女])(?:我姓|我是|这里是|本人是|免贵姓)((?:${SURNAMES})(?:先生|女士|小姐|太太|老师)?)(?=$|[^\\p{Script=Han}])`, 'gu');
const STARTS_LIKE_NAME = new RegExp(`^(?:${SURNAMES})`, 'u');
const LABEL_EN = /(?<![a-z])(?:my (?:full )?name(?: is|'s)|name is|name's|(?:full )?name|recipient|receiver|addressee|cardholder|card holder|contact|attn)\s?(?::|\bis\b|(?<=is)|(?<='s))\s?([a-z][a-z'-]{1,20}(?:\s[a-z][a-z'-]{1,20}){0,2})/g;
const SELF_EN = /\b(?:I'm|I am|This is|this is|i'm|i am)\s([A-Z][a-z'-]{1,20}(?:\s[A-Z][a-z'-]{1,20}){1,2})(?![a-z])/g;
const NOT_NAMES = new Set('and my i from the with calling here but is was order phone email number tel address at a an in on for please not to so can could would want need of it that this'.split(' '));

/** Names that people give as theirs or as a recipient's, in a text and its form folded in place. */
export function findNames(text: string, folded: string): FoundName[] {
  const found: FoundName[] = [];
  const take = (name: string, end: number) => {
    const start = end - name.length;
    if (!found.some((other) => start < other.end && other.start < end)) found.push({ value: text.slice(start, end), start, end });
  };
  const endOf = (match: RegExpExecArray) => match.index + match[0].length;
  for (const match of folded.matchAll(SAID)) take(match[1] ?? '', endOf(match));
  for (const match of folded.matchAll(TITLED)) take(match[1] ?? '', endOf(match));
  for (const match of folded.matchAll(ALONE)) if (STARTS_LIKE_NAME.test(match[1] ?? '')) take(match[1] ?? '', endOf(match));
  for (const match of folded.matchAll(LABEL_EN)) {
    const words = (match[1] ?? '').split(' ');
    const until = words.findIndex((word) => NOT_NAMES.has(word));
    const name = words.slice(0, until < 0 ? words.length : until).join(' ');
    if (name !== '') take(name, endOf(match) - (match[1] ?? '').length + name.length);
  }
  for (const match of text.matchAll(SELF_EN)) take(match[1] ?? '', endOf(match));
  return found;
}
