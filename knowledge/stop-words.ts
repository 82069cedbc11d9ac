/**
 * Words that carry a question but not its subject. Without them left out, "how can I …" would speak for every article
 * that is written in questions and answers. Kept short: rare words decide anyway, because BM25 weighs by rarity.
 */
const ENGLISH = new Set(
  (
    "a an the and or but if of to in on at for with from by as is are was were be been am isn wasn aren do doe did don didn doesn done have ha had haven hasn " +
    'i me my mine we our you your it thi that these those there he she they them their ' +
    'what when where which who whom why how can cannot could couldn will would won shall should may might must not no ye ok okai ' +
    'befor after still then than too veri now onli alreadi here also all more much mani well out up down off over again into becaus while ' +
    'pleas thank thx hi hello hei there dear sir madam kindli wonder ask question quick tell wanna gonna im u r doesnt dont cant isnt wheres whats so just about ani some get got tell know want need help ve ll re im'
  ).split(' '),
);

const CHINESE = [
  '怎么办', '怎么样', '为什么', '多少钱', '有没有', '是不是', '能不能', '可不可以', '要不要', '会不会', '想问一下', '请问一下', '想问问', '我想问', '麻烦问',
  '怎么', '什么', '怎样', '如何', '请问', '想问', '可以', '能否', '是否', '多少', '哪里', '哪些', '哪个', '哪儿', '一下', '你们', '您们', '我们', '咱们', '我的', '你好', '您好',
  '这个', '那个', '这样', '谢谢啦', '谢谢了', '谢谢', '多谢', '谢了', '感谢', '辛苦了', '打扰一下', '打扰了', '不好意思', '在吗', '亲亲', '咨询一下', '问一下', '问下', '麻烦', '帮我', '告诉我', '我想', '我要', '想要', '需要', '应该', '知道',
  '吗', '呢', '啊', '吧', '呀', '嘛', '么', '了', '的', '我', '你', '您', '咋', '啥', '请', '很', '就', '都', '也', '还', '是', '在', '给', '把', '被', '让', '会', '能', '要', '想',
];

const chinese = new RegExp(CHINESE.toSorted((a, b) => b.length - a.length).join('|'), 'g');

/** What a question asks for: found in titles ("how long a refund takes"), but it names no subject. */
const ASKING_ENGLISH = new Set('long time hour dai week month year cost price free amount pai'.split(' '));
const ASKING_CHINESE = /多长时间|多久|几天|几个?工作日|几个?小时|几个?月|几年|几点|几号|几时|什么时候|啥时候|何时|时候|多少|几块|几|哪/g;

/** Is this English stem a word that says what is asked for? */
export function isAskingWord(stem: string): boolean {
  return ASKING_ENGLISH.has(stem);
}

/** The places of a run of Chinese characters that say what is asked for. */
export function askingPlaces(run: string): number[] {
  return [...run.matchAll(ASKING_CHINESE)].flatMap(({ 0: word, index }) => Array.from(word, (_, offset) => index + offset));
}

/** Is this English stem a word that every question may contain? */
export function isStopWord(stem: string): boolean {
  return ENGLISH.has(stem);
}

/** A question without the Chinese phrases that every question may contain; a space keeps their neighbours apart. */
export function withoutStopPhrases(question: string): string {
  return question.replace(chinese, ' ');
}
