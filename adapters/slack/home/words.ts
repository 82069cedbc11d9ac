/** What App Home says. */
export const HOME = {
  mine: { zh: '我的对话', en: 'Mine' },
  waiting: { zh: '等待中', en: 'Waiting' },
  atRisk: { zh: '快超时或已超时', en: 'At risk' },
  nothing: { zh: '没有', en: 'None' },
  broken: { zh: '已超时', en: 'overdue' },
  customer: { zh: '访客', en: 'Visitor' },
  claim: { zh: '接手', en: 'Claim' },
  open: { zh: '在控制台打开', en: 'Open in console' },
  help: { zh: '输入 `/baton help` 看能做什么。', en: 'Type `/baton help` to see what you can do.' },
} as const;
