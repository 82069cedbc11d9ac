import type { Bilingual } from '#core/language.ts';
import type { SlackTrouble } from './health.ts';

/** What is wrong with Slack, in words for leads, with the next step. */
export function sayTrouble({ what, detail }: SlackTrouble): Bilingual {
  const { zh, en } = WORDS[what];
  return { zh: zh.replace('{detail}', () => detail), en: en.replace('{detail}', () => detail) };
}

const WORDS: Readonly<Record<SlackTrouble['what'], Bilingual>> = {
  token: { zh: 'Slack 不接受 Baton 的密钥（{detail}）。对话都还在，这里可以照常处理；请管理员运行 npm run -s baton -- slack check。', en: 'Slack does not take Baton’s key ({detail}). Nothing is lost and you can work here; ask an administrator to run npm run -s baton -- slack check.' },
  scope: { zh: 'Slack 应用少了权限：{detail}。请管理员补上并重新安装应用。', en: 'The Slack app lacks scopes: {detail}. Ask an administrator to add them and to install it again.' },
  room: { zh: 'Slack 频道用不了：{detail}。补好之前，该发的都先留着。', en: 'A Slack channel cannot be used: {detail}. What belongs there is kept until it can.' },
  away: { zh: 'Slack 现在连不上，恢复后会自动补发。这里可以照常处理。', en: 'Slack cannot be reached. Everything is sent once it is back; you can work here meanwhile.' },
  requests: { zh: 'Slack 里的操作现在传不到 Baton（{detail}）。请管理员检查。', en: 'What people do in Slack does not reach Baton ({detail}). Ask an administrator to look.' },
};
