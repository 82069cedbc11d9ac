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
];

/** Does a text speak to a language model? */
export function speaksToModels(text: string): boolean {
  const folded = fold(text).replaceAll(/[^\S\n]+/g, ' ');
  return TO_MODELS.some((pattern) => pattern.test(folded));
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
    .replaceAll(/<\/?[a-z][^<>]*>/gi, '');
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
