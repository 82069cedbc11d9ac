import type { HandoverReason } from '../article.ts';
import type { Bilingual } from '../language.ts';

const READ: Bilingual = { zh: '先看完简报和对话，不要让客户重复已经说过的话。', en: 'Read the brief and the conversation first, so the customer need not repeat anything.' };
const CLOSE: Bilingual = { zh: '处理完后确认客户是否满意：“您看还有什么需要我为您做的吗？”', en: 'When done, check that it is settled: "Is there anything else I can do for you?"' };
const WHO_WHAT_WHEN: Bilingual = { zh: '说清楚谁、做什么、什么时候完成，然后做到。', en: 'Say who does what by when – and keep it.' };

/**
 * What to do next, by reason of the handover. Follows CLEAR – control yourself, listen, establish rapport, apologise,
 * resolve – and its order of work: let the customer finish, restate facts and feeling, ask only what is missing.
 */
const STEPS: Readonly<Record<HandoverReason, readonly Bilingual[]>> = {
  asked: [READ, { zh: '问候并报上姓名，用一句话复述客户的需要。', en: 'Greet, give your name, and restate in one sentence what the customer needs.' }, CLOSE],
  danger: [
    { zh: '先确认人是否安全：断电、远离、有火情拨打 119。', en: 'First make sure people are safe: power off, keep away, 119 if it burns.' },
    { zh: '记录产品、时间、现象和照片，安排上门取回检测。', en: 'Note product, time, what happened and photos; arrange free collection and inspection.' },
    { zh: '15 分钟内回电，并马上告知主管。', en: 'Call back within 15 minutes and tell your lead at once.' },
  ],
  law: [
    READ,
    { zh: '态度冷静尊重，不争辩责任，不做法律结论。', en: 'Stay calm and respectful; do not argue about fault or draw legal conclusions.' },
    { zh: '马上请主管加入，需要时更换处理人。', en: 'Bring in your lead now; change the person if that helps.' },
    WHO_WHAT_WHEN,
  ],
  complaint: [
    { zh: '先让客户说完，感谢反馈并为不好的体验道歉。', en: 'Let the customer finish, thank them, and apologise for the experience.' },
    { zh: '复述事实和感受，只问简报里还缺的信息。', en: 'Restate the facts and the feeling; ask only for what the brief does not have.' },
    WHO_WHAT_WHEN,
    { zh: '4 小时内给出方案；超出权限请主管决定，不要当场拒绝。', en: 'Offer a solution within 4 hours; if it exceeds your authority bring in your lead, do not refuse on the spot.' },
    CLOSE,
  ],
  vip: [
    { zh: '称呼客户姓名，感谢一直以来的支持。', en: 'Address the customer by name and thank them for being with us.' },
    { zh: '直接给出结果；能一次办完的不要转来转去。', en: 'Go straight to the result; settle it in one go.' },
    CLOSE,
  ],
  mood: [
    { zh: '先回应情绪：“我能明白您为什么会有这种感觉。”', en: 'Answer the feeling first: "I understand why you feel that way."' },
    READ,
    WHO_WHAT_WHEN,
  ],
  unhelpful: [READ, { zh: '看助理给过哪些文章，不要再发一遍，问清楚卡在哪一步。', en: 'See which articles were shown, do not send them again, and ask where exactly it got stuck.' }, CLOSE],
  'not-understood': [READ, { zh: '用开放式问题了解需要，再用封闭式问题确认。', en: 'Use an open question to find the need, a closed one to confirm it.' }, CLOSE],
  'model-failed': [READ, { zh: '直接回答客户的问题。', en: "Answer the customer's question directly." }, CLOSE],
  leaving: [
    { zh: '先听原因，不辩解；感谢客户说出来。', en: 'Listen to the reason without defending; thank the customer for saying it.' },
    { zh: '在权限内提出一个能兑现的补救办法。', en: 'Offer one remedy within your authority that you can keep.' },
    CLOSE,
  ],
  'taken-over': [READ, { zh: '报上姓名，说明为什么由您接着处理。', en: 'Give your name and say why you go on from here.' }, CLOSE],
};

/** Suggested steps for a reason, first things first. */
export function nextSteps(reason: HandoverReason): readonly Bilingual[] {
  return STEPS[reason];
}
