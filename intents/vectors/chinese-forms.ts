/** Particles and polite words: whether they stand in a question hardly changes what is asked. */
export const FILLERS: ReadonlySet<string> = new Set(
  '的 了 呢 啊 吧 呀 嘛 哦 喔 哈 吗 么 嗯 诶 哎 地 得 着 过 请 请问 谢谢 谢谢你 您好 你好 麻烦 麻烦您 劳驾 辛苦 帮忙 一下'.split(' '),
);

/** Other ways to write or say one and the same small word, colloquial or formal. */
const PLAIN: Readonly<Record<string, string>> = {
  咋: '怎么', 怎样: '怎么', 如何: '怎么', 咋样: '怎么样', 咋办: '怎么办', 啥: '什么', 啥时候: '什么时候', 何时: '什么时候', 为啥: '为什么', 为何: '为什么',
  哪儿: '哪里', 何处: '哪里', 您: '你', 俺: '我', 咱们: '我们', 能否: '能不能', 可否: '可不可以', 是否: '是不是', 有无: '有没有', 没: '没有', 木有: '没有',
  多长时间: '多久', 几时: '什么时候', 啥样: '什么样', 咋回事: '怎么回事', 咋弄: '怎么弄', 怎么弄: '怎么办', 要是: '如果', 假如: '如果', 可是: '但是', 由于: '因为', 目前: '现在',
  好象: '好像', 貌似: '好像', 父亲: '爸爸', 母亲: '妈妈', 手机号码: '手机号', 电话号码: '电话号', 购买: '买', 观看: '看', 想要: '想', 可以: '能', 能够: '能', 许多: '很多',
  与: '和', 跟: '和', 此: '这', 它们: '他们', 她们: '他们', 帐号: '账号', 帐户: '账户', 登陆: '登录',
};

/** The usual form of a Chinese word. */
export function plainForm(word: string): string {
  return Object.hasOwn(PLAIN, word) ? (PLAIN[word] ?? word) : word;
}
