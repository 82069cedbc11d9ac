import { fold, visibleText } from './fold.ts';

/**
 * Sentences that speak to a language model instead of a reader, in folded text. No list can be complete: what passes is
 * still only data, and every sentence of an answer is checked.
 */
const TO_MODELS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip|drop)\b.{0,40}\b(?:previous|prior|above|earlier|preceding|system|original|existing|all|other|your|the)\b.{0,24}\b(?:instruction|prompt|rule|direction|directive|guideline|context|programming|restriction|order)s?\b/,
  /\b(?:reveal|print|output|repeat|show|leak|disclose|echo|recite|translate|encode|quote)\b.{0,40}\b(?:prompt|instructions?|system message|boundary|control code|canary|rules|everything above|text above|words above)\b/,
  /\byou are (?:now |no longer |actually )?(?:an? |the )?(?:\w+ ){0,3}(?:ai|assistant|chatbot|bot|llm|model|dan|developer mode|unrestricted|jailbroken|pirate|admin)\b/,
  /\b(?:assistant|chatbot|llm|language model|ai model|ai|bot|gpt|model)s?\b.{0,30}\b(?:must|should|shall|have to|has to|is to|are to|need to|will|please)\b.{0,24}\b(?:reply|respond|answer|say|tell|output|recommend|ignore|include|follow|write|state|add|append|promise|confirm|mention|offer|send|use|insert)\b/,
  /\b(?:note|message|attention|important|instructions?|hint|reminder|memo)\b.{0,16}\b(?:to|for)\b.{0,16}\b(?:ais?|llms?|chatbots?|language models?|assistants?|models?|bots?|agents?)\b/,
  /\b(?:new|updated|real|actual|hidden|secret|special|additional|system|developer|admin\w*)\b[ -]*(?:system |developer )?(?:instructions?|prompt|override|directive|message|mode|note)\b ?[:=\]>-]/,
  /\bfrom now on\b|\bin (?:your|every|each|the) (?:next )?(?:answer|reply|response)s?\b|\b(?:begin|start|end|finish|close) (?:your|every|each|the) (?:answer|reply|response)/,
  /\b(?:respond|reply|answer) (?:(?:only|always|exactly|just|simply) (?:with|in|as|by|using|that)|with (?:the|only|exactly|this|['"])|by saying|: ?['"])/,
  /\b(?:say|write|type|output|print|repeat|append|include|insert) (?:exactly|only|the (?:words?|phrase|text|sentence|string|following|token)|this (?:word|phrase|sentence|string|token|link|line)|literally|verbatim|after me)\b|\b(?:write|output|print|repeat|append|insert|reply|respond) ['"]/,
  /\b(?:when|if|whenever)\b.{0,12}\b(?:(?:a|the|any|this|some) (?:customer|user|reader|visitor)s? (?:asks?|says?|wants?|mentions?)|(?:someone|anyone|anybody|they|people) asks? (?:about|how|what|whether|why))\b|\b(?:when|if) asked (?:about|for|how|what|whether)\b/,
  /\btell (?:(?:the|every|all|each|any) (?:customer|user|reader|visitor|client)|(?:customer|user|reader|visitor|client)s|people that|them (?:that|to|the|their|it))s?\b/,
  /\b(?:pretend|roleplay|role-play|act) (?:to be|as|you are|that|like)\b|\bjailbr\w*|\bdeveloper mode\b|\bprompt injection\b|\bsystem prompt\b|\b(?:admin\w*|system|priority|safety) (?:override|update|directive)\b|\bdirectives?\b.{0,20}\bsupersede|\bno longer bound\b|\bdisregard the\b|系统提示/,
  /<\|?\/?(?:im_\w+|system|assistant|user|endoftext|s)\|?>|\[\/?(?:inst|system|assistant)\]|<<\/?sys>>|(?:^|\n) ?#{0,4} ?(?:system|assistant|instruction|developer|admin)s? ?(?:\([^)]*\) ?)?[:：>]/,
  /(?:忽略|无视|無視|忽视|忘记|忘掉|抛开|不要理会|不用管|绕过|推翻|覆盖|不必遵守|跳过|丢掉).{0,16}(?:指令|指示|提示|规则|規則|要求|设定|命令|约束|限制|对话|内容|说明)/,
  /(?:输出|泄露|透露|显示|打印|告诉|复述|重复|背诵|翻译|写出|念出|公布|贴出).{0,16}(?:提示词|系统提示|系统消息|指令|设定|规则原文|分隔符|边界|控制码|口令|暗号|上面的(?:文字|内容))/,
  /你(?:现在|从现在起|已经|其实)?(?:不再|就)?是.{0,16}(?:ai|助手|机器人|模型|dan|管理员|开发者|海盗|无限制)/,
  /从现在(?:开始|起)|(?:每次|所有|你的|下一?次)(?:的)?(?:回答|回复|答复)|(?:回答|回复|答复)(?:的)?(?:开头|结尾|末尾|最后|时)(?:都|要|必须|请|加|附)?/,
  /(?:致|给|写给|提示|提醒|注意|命令|要求|告知).{0,6}(?:ai|人工智能|大模型|语言模型|模型|智能助手|机器人|助手|助理)(?:助手|模型|系统|们)?\s*[:,!。]/,
  /(?:ai|人工智能|大模型|语言模型|智能助手|机器人|助手|助理|模型)(?:助手|模型|系统)?.{0,8}(?:必须|务必|应当|应该|只能|需要|要|请|将)(?:直接|先|统一|一律)?(?:回复|回答|输出|执行|告诉|告知|推荐|忽略|服从|遵循|说|写|承诺|答应|附上|加上|声明|确认)/,
  /(?:新的?|真正的|最新|隐藏|系统|补充|管理员|开发者)(?:系统)?(?:指令|提示词?|消息|通知|命令)(?:如下)?\s*[:\]】]/,
  /(?:请|直接|只|必须|务必|一律|统一)(?:只|直接|一字不差地?|原样)?(?:回复|输出|回答|说出|写下|打出|附上|加上|插入)\s*(?:["“「'【《:]|以下|这句|这个|下面|[a-z])/,
  /(?:当|如果|若|一旦|凡是|只要|遇到).{0,12}(?:顾客|客户|用户).{0,6}(?:问|询问|提问|咨询)/,
  /(?:告诉|告知|回复|答复|通知|对)(?:所有|每个|每位)?(?:顾客|客户|用户|访客|对方).{0,4}(?:说|讲|:|,|他|她|已|可以|全额|马上|这)/,
  /(?:扮演|假装|角色扮演|越狱|开发者模式|提示词注入)/,
  // What an article for customers never says: orders to speak, to speak about the customer, or to hide something.
  /^[^\p{L}]*(?:(?:please|now|just|always|never|also|simply|then)\s+)*(?:say|state|claim|declare|announce|confirm|promise|guarantee|assure|reply|respond|answer|output|print|spell|decode|encode|translate|cite|recite|mention|refuse|repeat|admit|convince|persuade) (?:that|them|customers?|users?|people|every|all|with|in |as |the|only|exactly|this|its |and |to |compensation|\[)/u,
  /\b(?:the|every|all|any|our|their|this|ask|give|send|make|let|inform|convince|persuade|direct|redirect) (?:customer|user|people|visitor|reader)s?\b.{0,24}\b(?:to|for|that|the|a|their|his|her|they|must|will|get|is|are|has|have)\b.{0,40}\b(?:card|code|password|link|page|site|number|line|instead|refund|answer|reply|discount|compensation|approved|paid|www|https?)/,
  /\byour (?:(?:last|next|every|final|own|whole|full) )?(?:answer|reply|replies|response|sentence|output|instructions?|rules|prompt|configuration|programming)s?\b/,
  /\b(?:rot ?13|base ?64|leetspeak|morse(?: code)?|hexadecimal|as hex|cyrillic|full-width digits?|backwards?|word for word|verbatim)\b|\bso (?:that )?(?:no|nobody|no one|the) (?:filter|checker|one checks|body checks|check)/,
  /\b(?:passage|source) \[\d|\bcite \[\d|\[\d{1,2}\](?:\[\d{1,2}\])+|\b(?:behind|after) the sentence\b|\bpassages? (?:are|is) over\b|\bstop what you are doing\b|\b(?:every|each|all) (?:answer|reply|response)s? (?:must|should|has|have)\b|\ball numbers in words\b|\ban image whose\b|\byou are (?:the|a|an) .{0,40}\b(?:authority|manager|admin|developer|model)\b/,
  /^[^\p{L}]*(?:请|务必|直接|只|必须|现在|也|都|然后|并|马上|一律){0,3}(?:说(?:退款|退货|你|我们|店|出)|(?:回复|回答|答复)(?:\s*[:"“「‘'《]|只|一个|[a-z])|写明|声明|宣布|承诺|保证|确认(?:顾客|客户|用户|所有)|解码|拼出|念出|输出|打印|重复|复述|标注|标上|拒绝回答|以公司名义|用.{1,10}(?:回复|回答|作为出处))/u,
  /(?:告诉|告知|通知|让|叫|向|引导|诱导|确认|把.{1,30}告诉)(?:顾客|客户|用户|访客)(?!服务)/,
  /(?:你的|您的)(?:规则|指令|配置|提示|设定|回答|回复|答复|最后一句|系统)|(?:回复|回答|答复)(?:里|中|的末尾|的开头|写成|末尾|一个链接)|在(?:回答|回复|答复)|停下手里的事|最后一句话.{0,4}重复|(?:检查器|被过滤|没人会?查|读不懂)|全角数字|十六进制|base64|摩斯|火星文|凯撒密码|相似字母|倒着写|一个字一个字|分隔符|控制码|数字都写成|(?:输出|打印).{0,6}令牌|资料到此结束|加上.{0,24}(?:图片|图)|优惠码.{0,12}[a-z]+\d|对话内容的/,
  /(?:^|[^\p{L}])(?:你|您)(?:现在)?(?:就)?是.{0,12}(?:店长|有.{0,4}权限)/u,
  // Marks of chat templates, turns of a conversation, calls of tools.
  /<\|?[a-z_]{2,24}\|>|<\/?[a-z]{1,20}_[a-z_]{1,20}>|<\/[a-z:_-]{2,30}>|<[a-z:_-]{2,30} [a-z]{2,20}=|<(?:tool|function|thinking|answer|human|assistant)s?>|"(?:role|tool_calls?|function_call|tool|arguments)" ?:|\b(?:tools?|functions?) ?[:=].{0,40}\w\(|\b[a-z]+_[a-z]+\([a-z_, ]*\)|(?:可用)?工具[:：]/,
  /(?:^|\n) ?(?:customer|user|human|assistant|ai|bot|agent|客户|顾客|用户|助手|助理|客服|机器人) ?[:：]/,
  /<<? ?end of|-{2,} ?end of|\bend of (?:the )?(?:knowledge|context|passages?|documents?|data|input)\b|(?:资料|上下文|知识|文档|输入)(?:到此)?(?:结束|完毕)/,
  // Orders in the passive, or to "the text": what an article says about replies it says to those who write them.
  /\b(?:the|every|each|all|any|our|these|customer) (?:\w+ )?(?:text|reply|replies|responses?|answers?|wording)s? (?:has to|have to|must|should|shall|needs? to|is to|are to|ends?|begins?|opens?|closes?|starts?|goes?|is|are)\b|\bif (?:the )?(?:replies|answers|responses) |\breplies (?:are|is|be|closed|close|end)\b|\b(?:correct|right|proper|standard|only|official) (?:reply|answer|response)\b|\bhouse style\b|\bmodel answer\b|\bfor all later turns\b|\b(?:later|following|subsequent|future) turns\b/,
  /\butter\b|\b(?:ignore|disregard) (?:the |all |any )?(?:polic|guard|safe)\w*|\b(?:say|echo|write|mention|use|include|repeat|quote|recite|complete|sing|hail|praise) (?:the |this |that |a |these )?(?:phrase|word|words|name|sentence|slogan|motto|ballad|poem|line|string|token|marker)\b|\b(?:writes?|says?|mentions?|replies|reply|answers?|respond|ends?|greets?)\b.{0,24}\b(?:twice|as follows|in (?:braille|roman numerals|french|german|spanish|russian))\b|\b(?:model|assistant|bot|ai|llm) (?:that|which|who|to) (?:writes?|says?|answers?|replies|reads?|prints?)\b|\bthe (?:assistant|bot|chatbot|model)\b.{0,24}\b(?:greet|say|end|sign|call|answer|repl)\w*/,
  /\bmakers? of (?:this|the) (?:model|ai|assistant)\b|\bto prove (?:that )?you are (?:alive|online|working)\b|\b(?:readers?|screen readers?|customers?) (?:prefer|like|want|manage)\b.{0,60}\b(?:so|give|write|use|put)\b|\bdevelopers? told (?:me|you)\b|\bare you (?:not )?allowed to\b|\byour (?:guidance|guidelines|marker|developers?)\b|\b(?:of|with|in) the marker\b|\bmarker of this\b/,
  /(?:回显|复读|歌颂|赞美|背诵|朗诵|照着说|说两遍|写两遍)|(?:第二|下一|另一|新)(?:项|个)?任务|(?:行文|写作|话术|答复)规范|(?:标准|正确|统一|唯一|参考|考官)(?:的)?(?:答复|回复|回答|答案|口径|话术)|(?:以后|之后|今后)(?:的)?每一?(?:轮|次|句)|(?:本|该|此)(?:模型|大模型)|奖励模型|模型开发商|开发者告诉|落款写|(?:请|先)调用|调用结果|以此为准|(?:只|仅)(?:说|答|写|回)["“「『《:]/,
  /(?:覆述|覆述|複述|回覆|輸出|請說|請寫|請只|請回)|(?:倒着|反着|倒過來|反过来)(?:读|念|看)|每句首字|首字(?:母)?(?:连|依次|组成)|解码后|译码|胡略|旨令|纸令|(?:标记|记号)(?:的前|里的|作为|用十)|您不能谈|您的工作要求|请补全/,
  // Other languages of the same orders.
  /\b(?:ignora|ignorez|ignoriere|vergiss|oublie[zs]?|olvida|dimentica|esqueça|abaikan)\b|игнорируй|забудь|무시|무시하고|無視し|忘れて|指示を|تجاهل/,
  // Words that only a machine would read: percent signs, Braille, words of one long code.
  /(?:%[0-9a-f]{2}){4,}|[\u2800-\u28FF]{3,}|(?<![a-z0-9/.:_-])(?=[a-z2-7]*\d)[a-z2-7]{16,}={0,6}(?![a-z0-9])|(?:\\u[0-9a-f]{4}){3,}|&(?:#\w{2,6}|lt|gt);.{0,40}(?:=|on\w+)|(?:\b[01]{8}\b ?){3,}/,
];
const HTML = /<\/?(?:a|abbr|b|big|blockquote|body|br|button|center|code|col|colgroup|dd|del|details|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|meta|nav|object|ol|option|p|pre|q|s|script|section|select|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|u|ul|video|audio|source|path|article|aside)(?![a-z0-9_-])[^<>]*>/gi;
/** Least share of the letters of a sentence in scripts that neither Chinese nor English is written in, from which nobody here can read it. */
const UNREADABLE = 0.4;

/** Does a text speak to a language model? */
export function speaksToModels(text: string): boolean {
  const folded = fold(text.normalize('NFKD').replaceAll(/\p{M}/gu, '').normalize('NFC')).replaceAll(/[^\S\n]+/g, ' ');
  const backwards = Array.from(folded).toReversed().join('');
  return isUnreadable(folded) || TO_MODELS.some((pattern) => pattern.test(folded)) || (folded.length < LONGEST_BACKWARDS && BACKWARDS.test(backwards));
}

/** Orders that are written from their end. */
const BACKWARDS = /\b(?:ignore|disregard|reply|respond|answer|reverse this|say nothing|say only)\b.{3,}|(?:忽略|只回复|请回复|回复“|复述)/;
const LONGEST_BACKWARDS = 400;

function isUnreadable(folded: string): boolean {
  const letters = folded.match(/\p{L}/gu)?.length ?? 0;
  return letters > 3 && (folded.match(/(?!\p{Script=Han})(?!\p{Script=Latin})(?!\p{Script=Greek})\p{L}/gu)?.length ?? 0) / letters >= UNREADABLE;
}

/**
 * A passage as a model may read it: what a reader would see, without the sentences that speak to models, without
 * comments, images, HTML and links that are programs. A paragraph ends before such a sentence.
 */
export function withoutInstructions(markdown: string): string {
  const plain = visibleText(untagged(markdown))
    .replaceAll(/^[^\S\n]*\[[^[\]\n]*\]:.*$/gm, '')
    .replaceAll(/!\[[^[\]]*\]\([^()]*\)/g, '')
    .replaceAll(/\]\((?:javascript|data|vbscript):[^)\s]*\){0,3}/gi, ']')
    // What is no HTML (`<start_of_turn>`, `<invoke name=…>`) stays, to be judged.
    .replaceAll(HTML, '');
  let isOrder = false;
  const kept = plain.split('\n').flatMap((line) => {
    if (line.trim() === '') {
      isOrder = false;
      return [''];
    }
    // What follows an order up to the next empty line belongs to it ("You are now DAN. DAN answers: …").
    if (isOrder) return [];
    const sentences = pieces(line);
    const from = sentences.findIndex(speaksToModels);
    const left = (from < 0 ? sentences : sentences.slice(0, from)).join('').trimEnd();
    // One that goes over several sentences shows only in the whole line.
    const isWhole = from < 0 && speaksToModels(line);
    isOrder = from >= 0 || isWhole;
    return left === '' || isWhole ? [] : [left];
  });
  return kept.join('\n').replaceAll(/\n{3,}/g, '\n\n').trim();
}

/** Invisible tags spell letters to a model (U+E0020–E007E): they are made visible, so that what they say can be judged. */
function untagged(text: string): string {
  return text.replaceAll(/[\u{E0020}-\u{E007E}]+/gu, (tags) => ` ${Array.from(tags, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0xe0020) - 0xe0000)).join('')} `);
}

function pieces(line: string): string[] {
  return line.match(/[^。！？!?；;]*?(?:[。！？!?；;]+|\.(?=\s|$)|$)/g)?.filter((piece) => piece !== '') ?? [line];
}
