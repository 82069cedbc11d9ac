/** Alerts about cases and follow-ups, each with what to do next. */
export const ALERTS = {
  approval: { zh: '⚖️ 个案 {id}（{name}）的补偿超出坐席权限，请批准或退回：{summary}', en: "⚖️ Case {id} ({name}): the compensation is above the agent's authority. Please approve or decline it: {summary}" },
  caseLate: { zh: '⏰ 个案 {id}（{name}）已经超时，请先处理：{summary}', en: '⏰ Case {id} ({name}) is late. Please see to it first: {summary}' },
  caseNews: { zh: '🗂 个案 {id}（{name}）有新情况，请看一下：{summary}', en: '🗂 There is news on case {id} ({name}). Please have a look: {summary}' },
  caseMoved: { zh: '🗂 {name} 的个案有新情况，请看一下。', en: '🗂 There is news on the case of {name}. Please have a look.' },
  followUp: { zh: '☎️ 请在 {due} 前回访 {name}；原因写在控制台的“回访”里。', en: '☎️ Please call {name} by {due}. The reason stands under “Follow-ups” in the console.' },
  followUpSoon: { zh: '☎️ 请尽快回访 {name}；原因写在控制台的“回访”里。', en: '☎️ Please call {name} soon. The reason stands under “Follow-ups” in the console.' },
  followUpLate: { zh: '⏰ {name} 的回访已经超时，请尽快联系。', en: '⏰ The call to {name} is late. Please make it as soon as you can.' },
} as const;
