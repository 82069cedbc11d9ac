import { isOneSlip } from './one-slip.ts';
import { isPinyin } from './tone.ts';

/** Chinese typed in Latin letters that asks for a person; the words, or `undefined` when it does not. Takes folded text. */
export type PinyinFinder = (folded: string) => string | undefined;

/** Persons told from a machine, and wishes that name somebody: enough without a verb. "jingli" or "laoban" alone are not. */
const ENOUGH = new Set(
  'youren,youmeiyouren,zhaogeren,zhaoren,laigeren,huangeren,jiaogeren,paigeren,genren,heren,zhuanren,geiwodadianhua,geiwohuidianhua,geiwodagedianhua,geiwohuigedianhua,dadianhuageiwo,huidianhuageiwo,rengongkefu,rgkf,rengongkf,rengongfuwu,rengongzuoxi,rengongtai,rengong,zaixiankefu,kefu,zhenren,huoren'.split(','),
);
const NEEDS_A_VERB = 'dianhuakefu,jingli,zhuguan,lingdao,fuzeren,laoban,jiexianyuan,zhuren,dianzhang,zhuanyuan,gongchengshi,tongshi,rg,kf'.split(',');
const WISH = 'zhuanjie,zhuan,jiezhuan,jietong,jie,zhao,jiao,huan,yao,xuyao,xiangyao,xiang,lianxi,hujiao,hu,rang,gei,lai,you,shi,he,gen,jian'.split(',');
const REFUSAL = 'buyong,bubi,buxuyao,wuxu,buyao,buxiang,bie'.split(',');
const MACHINE = 'jiqiren,zhinengkefu,jiqi,ai'.split(',');
const FILLER =
  'wo,women,ni,nimen,nin,ta,qing,qingwen,bang,bangwo,bangmang,mang,mafan,laojia,baituo,yixia,xia,ba,ma,a,ya,la,le,ne,o,de,ge,yige,kuai,kuaidian,kuaiyidian,gankuai,mashang,liji,xianzai,ganjin,zhijie,hao,haobuhao,haoma,nihao,ninhao,xiexie,keyi,keyima,kebukeyi,neng,nengbuneng,nengfou,xing,xingbuxing,mei,meiyou,youmeiyou,zai,zaima,zaibuzai,nali,zenme,ruhe,shuohua,shuo,tan,liao,liaotian,goutong,jiang,chulai,guolai,hui,huida,huifu,chuli,jiejue,da,dianhua,dagei,zhuandao,dao,qu,cai,jiu,dou,hai,haishi,suan,suanle,zoukai,gun,bu,zhege,yidian,dian,please,pls,plz,thanks,thx,help,hi,hello,ok,now,sos'.split(',');
/** What a person's name is part of without a person being wanted: labour costs, artificial intelligence, opening hours. */
const OTHER = /^(?:fei|sesu|zhineng|jiage|jia(?!ng)|chengben|duoshao|dianhua(?:shi)?(?:duoshao|haoma)|haoma|shijian|jidian|shangban|xiaban|weixin|taidu)/;

/** A question whether one talks with a person, and what only sounds like one: "ni shi zhen ren ma", artificial intelligence. */
const NOT_WANTED = /rengong(?:zhineng|fei)|ni(?:daodi)?shi(?:bushi)?(?:ge)?(?:zhenren|rengong|huoren)|^(?:hello|hi|hey)there/;

/** Slips of the keyboard and of the ear are forgiven in words from this length on, once in so many letters. */
const [LONG_WORD, LETTERS_A_SLIP] = [5, 5];
const LONGEST = 60;

type Kind = 'person' | 'wish' | 'refusal' | 'machine' | 'filler';
const WORDS: ReadonlyMap<string, Kind> = new Map([
  ...FILLER.map((word) => [word, 'filler'] as const),
  ...WISH.map((word) => [word, 'wish'] as const),
  ...REFUSAL.map((word) => [word, 'refusal'] as const),
  ...MACHINE.map((word) => [word, 'machine'] as const),
  ...[...ENOUGH, ...NEEDS_A_VERB].map((word) => [word, 'person'] as const),
]);
const FORGIVING = [...WORDS.keys()].filter((word) => word.length >= LONG_WORD);
const LENGTHS = [...new Set(Array.from(WORDS.keys(), (word) => word.length))];

const HAN: Readonly<Record<string, string>> = {
  转: 'zhuan', 接: 'jie', 找: 'zhao', 叫: 'jiao', 要: 'yao', 想: 'xiang', 换: 'huan', 人: 'ren', 工: 'gong', 客: 'ke', 服: 'fu', 真: 'zhen', 活: 'huo', 我: 'wo', 请: 'qing', 帮: 'bang', 给: 'gei', 个: 'ge', 快: 'kuai',
};
const INSIDE = /(?:zhuan|zhao|jie|jiao|huan|yao|xiang|gei|lai|you)[a-z]{0,14}?(?:rengong|zhenren|huoren)(?:kefu|fuwu)?|(?:zhuan|zhao|jie|jiao|huan|yao)(?:ge|yige|xia|jie)?kefu/g;
/** In a clause that is pinyin all through, a person needs no verb; a machine must be refused. */
const NAMED = /(?:rengong|zhenren|huoren)(?:kefu|fuwu)?/g;
const NO_MACHINE = /(?:buyao|buxiang|buxihuan|buyong|bieyong|bierang|biena|bie)[a-z]{0,10}jiqiren(?!de)/g;
const REFUSED_INSIDE = /(?:bu|buyong|buxiang|bubi|bie|buxuyao|bushi|mei)(?:yao|xiang|gei|bang|yong)?(?:wo)?(?:zhuanjie|zhuan|jie|zhao|jiao)?$/;

/**
 * A finder of pinyin requests, whatever their tones, spaces, signs and single wrong letters, also with some characters
 * typed as such ("转ren工"). A clause must consist of words of such requests and name a person; in a longer text a verb
 * and its person together count. What is refused does not ("bu yong zhuan ren gong").
 */
export function createPinyinFinder(): PinyinFinder {
  return (folded) => {
    if (!/[a-z\u00e0-\u01dc]/.test(folded)) return undefined;
    const clauses = folded.slice(0, 400).split(/[,;:!?，。；：！？、…~\n]+|\.(?=\s)/);
    for (const clause of clauses) {
      const letters = toLetters(clause);
      if (letters !== undefined && letters.length <= LONGEST && !NOT_WANTED.test(letters) && asks(letters)) return clause.trim();
    }
    for (const clause of clauses) {
      const letters = toLetters(clause) ?? '';
      if (NOT_WANTED.test(letters)) continue;
      const named = isPinyin(clause) ? [...letters.matchAll(NAMED)] : [];
      for (const match of [...letters.matchAll(INSIDE), ...letters.matchAll(NO_MACHINE), ...named]) {
        if (!OTHER.test(letters.slice(match.index + match[0].length)) && !REFUSED_INSIDE.test(letters.slice(0, match.index))) return match[0];
      }
    }
    return undefined;
  };
}

/** Plain letters of pinyin, tones and blanks gone; `undefined` where other writing stands beside them. */
function toLetters(text: string): string | undefined {
  const spelled = text.replace(/\p{Script=Han}/gu, (sign) => HAN[sign] ?? sign);
  if (/\p{Script=Han}/u.test(spelled) || !/[a-z]/.test(text.normalize('NFD'))) return undefined;
  return spelled.normalize('NFD').replace(/([a-z]\p{M}*)[0-5]/gu, '$1').replace(/[^a-z0-9]+/g, '');
}

/** Does a clause name a person whom it does not refuse, in nothing but words of such requests? */
function asks(letters: string): boolean {
  const slips = Math.floor(letters.length / LETTERS_A_SLIP);
  const kinds = read(letters, Math.min(2, slips));
  if (kinds === undefined) return false;
  const at = kinds.findIndex(({ kind }) => kind === 'person');
  const isRefused = (from: number) => kinds.slice(0, from).findLast(({ kind }) => kind !== 'filler' && kind !== 'wish')?.kind === 'refusal';
  if (at < 0) return kinds.some(({ kind }, i) => kind === 'machine' && isRefused(i));
  return !isRefused(at) && (ENOUGH.has(kinds[at]?.word ?? '') || kinds.some(({ kind }) => kind === 'wish'));
}

type Read = { readonly word: string; readonly kind: Kind };
type Path = { readonly slips: number; readonly words: readonly Read[] };

/** The words of a clause with the fewest slips, then the fewest words; `undefined` when it holds anything else. */
function read(letters: string, mostSlips: number): readonly Read[] | undefined {
  const best: (Path | undefined)[] = [{ slips: 0, words: [] }];
  for (let at = 0; at < letters.length; at += 1) {
    const path = best[at];
    if (path === undefined) continue;
    const offer = (end: number, word: string, kind: Kind, slips: number) => {
      const offered = { slips: path.slips + slips, words: [...path.words, { word, kind }] };
      const had = best[end];
      if (offered.slips <= mostSlips && (had === undefined || cost(offered) < cost(had))) best[end] = offered;
    };
    for (const length of LENGTHS) {
      const word = letters.slice(at, at + length);
      const kind = WORDS.get(word);
      if (kind !== undefined) offer(at + length, word, kind, 0);
    }
    if (path.slips >= mostSlips) continue;
    for (const word of FORGIVING) {
      for (let length = word.length - 1; length <= word.length + 1 && at + length <= letters.length; length += 1) {
        if (letters[at] === word[0] && isOneSlip(letters.slice(at, at + length), word)) offer(at + length, word, WORDS.get(word) ?? 'filler', 1);
      }
    }
  }
  return best[letters.length]?.words;
}

function cost({ slips, words }: Path): number {
  return slips * 100 + words.length;
}
