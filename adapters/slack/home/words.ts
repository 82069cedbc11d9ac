/** What App Home says. */
export const HOME = {
  stranger: { zh: 'Baton 还不认识您（{email}）。请让主管运行：npm run -s baton -- invite {name} --email {email}。之后这里会显示您的对话。', en: 'Baton does not know you yet ({email}). Ask a lead to run: npm run -s baton -- invite {name} --email {email}. Then your conversations stand here.' },
  mine: { zh: '我的对话', en: 'Mine' },
  waiting: { zh: '等待中', en: 'Waiting' },
  atRisk: { zh: '快超时或已超时', en: 'At risk' },
  nothing: { zh: '没有', en: 'None' },
  broken: { zh: '已超时', en: 'overdue' },
  claim: { zh: '接手', en: 'Claim' },
  open: { zh: '在控制台打开', en: 'Open in console' },
  help: { zh: '输入 `/baton help` 看能做什么。', en: 'Type `/baton help` to see what you can do.' },
} as const;
