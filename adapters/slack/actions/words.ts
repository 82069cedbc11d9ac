import type { Bilingual } from '#core/language.ts';

/** What boxes and buttons of Slack say. Messages of errors are in both languages, as everywhere. */
export const BOXES = {
  ended: '这个对话已经结束或不在了。 · This conversation has ended or is not there.',
  onlyOwnerTalks: '只有正在处理这个对话的人能把讨论串切换成和客户说话。请先接手。 · Only whoever has this conversation can switch its thread to talking with the customer. Please claim it first.',
  send: { zh: '发给客户', en: 'Send to customer' },
  sendAnyway: { zh: '仍然发送', en: 'Send anyway' },
  cancel: { zh: '取消', en: 'Cancel' },
  done: { zh: '确定', en: 'Done' },
  save: { zh: '保存修改', en: 'Save' },
  reply: {
    title: { zh: '回复客户', en: 'Reply to customer' },
    label: { zh: '客户会看到的话', en: 'What the customer reads' },
    to: { zh: '回复 {name}', en: 'To {name}' },
    drafts: { zh: '现成的草稿，点“用这段”放进输入框', en: 'Drafts: press “Use this” to put one into the box' },
    use: { zh: '用这段', en: 'Use this' },
    macro: { zh: '常用语', en: 'Macros' },
    choose: { zh: '选一段常用语', en: 'Choose a macro' },
    advice: { zh: '发出前看一眼：', en: 'Before it goes out:' },
    adviceEnd: { zh: '可以改一改；不改再点一次“仍然发送”。', en: 'You can change it, or press “Send anyway”.' },
  },
  edit: { title: { zh: '修改回复', en: 'Change the reply' }, label: { zh: '改成', en: 'New words' }, hint: { zh: '客户会看到新的内容，并看到它改过。', en: 'The customer sees the new words, and that they were changed.' } },
  assign: { title: { zh: '转给谁', en: 'Assign' }, label: { zh: '同事或团队', en: 'Colleague or team' }, colleagues: { zh: '同事', en: 'Colleagues' }, teams: { zh: '团队', en: 'Teams' }, hint: { zh: '转给同事：对方接受之前仍由您负责。转给团队：回到该团队的队列。', en: 'A colleague must accept; until then it stays with its owner. With a team it goes into that queue.' }, hintWaiting: { zh: '对方有两分钟接受；不接就回到队列，客户的位置不变。', en: 'They have two minutes to accept; otherwise it goes back to the queue, and the customer keeps the place.' } },
  handBack: {
    title: { zh: '交还助理', en: 'Hand back' },
    text: { zh: '交还前对客户说的话（可不填）', en: 'Words to the customer before that (optional)' },
    article: { zh: '助理接着给客户看哪篇文章（可不选）', en: 'The article that the assistant goes on with (optional)' },
    articleHint: { zh: '选了文章，下面的问题就不用填了。', en: 'With an article the question below is left out.' },
    choose: { zh: '选一篇文章', en: 'Choose an article' },
    question: { zh: '或者：助理接着回答什么（可不填）', en: 'Or: what the assistant answers next (optional)' },
    questionHint: { zh: '像客户那样写成一个问题，例如：退款什么时候到账？', en: 'Write it as the customer would ask, such as: when will the refund arrive?' },
  },
  close: { title: { zh: '结束对话', en: 'Close' }, label: { zh: '原因', en: 'Reason' } },
  consult: { title: { zh: '请同事出主意', en: 'Ask a colleague' }, who: { zh: '问谁', en: 'Whom' }, label: { zh: '问题（客户看不到）', en: 'Question (the customer does not see it)' } },
  tooLongToChange: '这条回复太长，请到控制台修改。 · This reply is too long for the box. Please change it in the console.',
  nobodyElse: '现在没有别的同事。 · There is no other colleague.',
} as const;

/** How people are there, by name. */
export const PRESENCES: Readonly<Record<'available' | 'busy' | 'away' | 'off_shift', Bilingual>> = {
  available: { zh: '在线', en: 'available' },
  busy: { zh: '忙碌', en: 'busy' },
  away: { zh: '离开', en: 'away' },
  off_shift: { zh: '下班', en: 'off shift' },
};
