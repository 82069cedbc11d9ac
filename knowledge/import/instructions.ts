/** What a text says that is written for a language model instead of a reader. Folded text: lower case, one space. */
const PATTERNS: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override|bypass|skip)\b.{0,30}\b(?:previous|prior|above|earlier|preceding|foregoing|system|original|existing|other|all|your)\b.{0,20}\b(?:instructions?|prompts?|rules|directions?|directives?|guidelines|messages?|context|programming)\b/,
  /\b(?:reveal|print|output|repeat|show|leak|disclose)\b.{0,20}\b(?:system|hidden|initial|secret)\b.{0,10}\b(?:prompts?|instructions?|messages?)\b/,
  /\byou are (?:now|no longer)\b.{0,40}\b(?:ai|assistant|chatbot|bot|model|dan|jailbr\w+|developer mode)\b/,
  /\b(?:note|message|attention|important|instructions?|hint)\b.{0,12}\b(?:to|for)\b.{0,12}\b(?:ai|llms?|chatbots?|language models?|ai assistants?|ai models?|ai agents?)\b/,
  /\b(?:ais?|llms?|chatbots?|language models?|ai assistants?|ai models?|ai agents?)\b.{0,25}\b(?:must|should|shall|have to)\b.{0,15}\b(?:reply|respond|answer|say|tell|output|recommend|ignore|include|follow)\b/,
  /\b(?:new|updated|real|actual) (?:system )?(?:instructions?|prompt) ?:/,
  /\bfrom now on,? (?:you|the assistant|the bot)\b.{0,20}\b(?:are|will|must|reply|respond|answer|act)\b/,
  /<\|[a-z_]{2,30}\|>|\[\/?inst\]|<<\/?sys>>|<\/?(?:system|assistant)>|^ ?#{2,} ?(?:system|instruction) ?:/m,
  /(?:忽略|无视|無視|忽视|忽視|忘记|忘記|忘掉|抛开|拋開|不要理会|不要管|不用管|绕过|繞過|推翻|覆盖)(?:掉|了|你)?.{0,8}(?:以上|上面|上述|上文|前文|之前|前面|先前|此前|所有|全部|一切|任何|原有|系统|系統).{0,10}(?:指令|指示|提示|规则|規則|要求|设定|設定|命令|约束|限制|对话|對話)/,
  /(?:输出|輸出|泄露|洩露|透露|显示|顯示|打印|告诉我|告訴我|复述|重复).{0,10}(?:系统|系統|初始|隐藏|隱藏)(?:提示|指令|设定|設定)/,
  /你(?:现在|現在|从现在起|已经)(?:不再)?是.{0,16}(?:ai|助手|机器人|機器人|模型|dan|管理员|开发者)/,
  /从现在(?:开始|起)[,，]?\s*你(?:是|将|要|必须|只能|应该)/,
  /(?:致|给|写给|提示|提醒|注意|命令|要求).{0,4}(?:ai|人工智能|大模型|大语言模型|语言模型|智能助手|聊天机器人)(?:助手|模型|系统)?[:：,，!！]/,
  /(?:ai|人工智能|大模型|语言模型|智能助手|聊天机器人)(?:助手|模型)?.{0,6}(?:必须|务必|应当|只能|请)(?:直接)?(?:回复|回答|输出|执行|告诉|推荐|忽略|服从|遵循)/,
  /(?:新的?|真正的|最新)(?:系统)?(?:指令|提示词?)(?:如下)?[:：]/,
];

/**
 * The words of a text that try to instruct a language model, as they stand there; `undefined` when there are none. A
 * list of ways that are seen, not a proof: whatever passes is still only data to the answer.
 */
export function findInstructions(text: string): string | undefined {
  const folded = untag(text)
    .normalize('NFKC')
    .replaceAll(/[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g, '')
    .toLowerCase()
    .replaceAll(/[^\S\n]+/g, ' ');
  const joined = folded.replaceAll(/\s+/g, ' ');
  for (const pattern of PATTERNS) {
    const found = pattern.exec(pattern.multiline ? folded : joined)?.[0];
    if (found !== undefined) return found.trim().slice(0, 80);
  }
  return undefined;
}

/** Invisible tags (U+E0020–E007E) as the letters they carry. */
function untag(text: string): string {
  return text.replaceAll(/[\u{E0020}-\u{E007E}]/gu, (tag) => String.fromCodePoint((tag.codePointAt(0) ?? 0xe0020) - 0xe0000));
}
