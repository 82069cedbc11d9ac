import type { Bilingual } from '../language.ts';

/** What Baton says about actions beside what their definitions say. */
export const ACTION_WORDING = {
  oneMoment: { zh: '正在为您查询办理，请稍等片刻。', en: 'One moment, I am working on it.' },
  wait: { zh: '还在处理，一有结果马上告诉您。', en: 'Still working on it. You will hear from me as soon as there is an answer.' },
  stopped: { zh: '好的，那就不办了，什么都没有改动。', en: 'All right, I have left everything as it was.' },
  stoppedLookup: { zh: '好的，那就不查了。还有什么可以帮您？', en: 'All right. Is there anything else I can help with?' },
  lapse: {
    zh: '刚才的“{name}”隔得有点久，我没有办理，也没有改动任何内容。还需要的话，请再告诉我一次。',
    en: 'That was a while ago, so I have not done it and nothing was changed ({name}). If you still want it, just tell me again.',
  },
  limit: {
    zh: '“{name}”短时间内已经办理过多次，我不能再继续了。需要的话可以请人工客服帮您。',
    en: 'I have already done this several times for you ({name}), so I cannot go on by myself. A person can help if you need more.',
  },
  signIn: { zh: '为了您的信息安全，这件事需要先登录账户。也可以请人工客服帮您核实身份后办理。', en: 'To keep your account safe, please sign in first. A person can also help once they have checked who you are.' },
  confirmAgain: { zh: '请您明确告诉我要不要办理：', en: 'Please tell me clearly whether I should go ahead:' },
  unfit: { zh: '这个我没能认出来。', en: "I couldn't make that out." },
  goOn: { zh: '回到刚才的事：', en: 'Back to where we were:' },
  giveUp: { zh: '抱歉，这一步我没能帮您办成。', en: "I'm sorry, I couldn't get this done for you." },
} as const satisfies Record<string, Bilingual>;

/** What staff read in the transcript about an action, both languages beside each other where the reader is not known. */
export const STAFF_WORDING = {
  interrupted: { zh: '转人工时正在办理“{name}”，尚未执行。已知：{known}', en: 'The bot was in the middle of "{name}"; nothing has been done. Known so far: {known}' },
  finished: { zh: '转接前客户要求的“{name}”（{known}）已有结果，未发给客户：{result}', en: 'The result of "{name}" ({known}), requested before the handover and not shown to the customer: {result}' },
  failed: { zh: '“{name}”（{known}）没有得到可用的回应：{reason}{effect}', en: 'No usable answer to "{name}" ({known}): {reason}{effect}' },
  maybeDone: { zh: '。可能已经生效，请核实后再操作。', en: '. It may have taken effect; check before doing it again.' },
} as const satisfies Record<string, Bilingual>;
