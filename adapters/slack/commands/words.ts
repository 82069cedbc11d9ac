/** What commands answer. */
export const ANSWERS = {
  help: {
    zh: [
      '*/reply 文字* — 回复您正在处理的客户（客户会看到）',
      '*/baton status* — 谁在等、您手上有什么、哪些快超时',
      '*/baton search 关键词* — 在知识库里找文章',
      '*/baton ask 问题* — 用员工文章回答，带出处',
      '*/baton macros* — 常用语',
      '*/baton available | busy | away* — 您的状态',
      '在讨论串里直接回复是内部备注，客户看不到。',
    ].join('\n'),
    en: [
      '*/reply TEXT* — answer the customer you have (the customer reads it)',
      '*/baton status* — who waits, what you have, what is at risk',
      '*/baton search WORDS* — find articles of the knowledge base',
      '*/baton ask QUESTION* — an answer from staff articles, with sources',
      '*/baton macros* — short texts',
      '*/baton available | busy | away* — how you are there',
      'A reply in a thread is a note; the customer does not see it.',
    ].join('\n'),
  },
  status: { zh: '*等待中* {waiting} · *您手上* {mine} · *快超时或已超时* {risk}', en: '*Waiting* {waiting} · *Yours* {mine} · *At risk* {risk}' },
  nothing: { zh: '没有找到。', en: 'Nothing was found.' },
  emptyQuery: { zh: '请在后面写上要找的内容，例如：/baton ask 退款多久到账', en: 'Please write what you look for, such as: /baton ask how long does a refund take' },
  noMacros: { zh: '还没有常用语（intents/macros.yaml）。', en: 'There are no macros yet (intents/macros.yaml).' },
  presence: {
    available: { zh: '您现在在线，会分到新的对话。', en: 'You are available and get new conversations.' },
    busy: { zh: '您现在忙碌，不会分到新的对话。', en: 'You are busy and get no new conversations.' },
    away: { zh: '您现在离开，不会分到新的对话。', en: 'You are away and get no new conversations.' },
  },
  noConversation: { zh: '您现在没有正在处理的对话，请先接手一个。没有发出。', en: 'You have no conversation now; please claim one first. Nothing was sent.' },
  emptyReply: { zh: '请写上要说的话：/reply 您好……', en: 'Please write what to say: /reply Hello …' },
  which: { zh: '您手上有几个对话，发给哪一位客户？', en: 'You have several conversations. Which customer is this for?' },
  tooLongToAsk: { zh: '这段话太长，请在那个对话的卡片上点“回复”。没有发出。', en: 'This is too long to ask which customer it is for. Please press “Reply” on that conversation’s card. Nothing was sent.' },
  sent: { zh: '已发给{name}：', en: 'Sent to {name}: ' },
  advice: { zh: '还没有发出。发出前看一眼：', en: 'Not sent yet. Before it goes out:' },
  sendAnyway: { zh: '仍然发送', en: 'Send anyway' },
} as const;
