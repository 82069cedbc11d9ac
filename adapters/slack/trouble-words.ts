import type { Bilingual, Language } from '#core/language.ts';
import type { SlackTrouble } from './health.ts';

/** What is wrong with Slack, in words for leads, with the next step. */
export function sayTrouble({ what, detail }: SlackTrouble): Bilingual {
  const { zh, en } = WORDS[what];
  const said = (language: Language): string => detail.replace(/[a-z_]+(?=\)?$)/, (code) => (Object.hasOwn(CODES, code) ? (CODES[code]?.[language] ?? code) : code));
  return { zh: zh.replace('{detail}', () => said('zh')), en: en.replace('{detail}', () => said('en')) };
}

/** What Slack's own words mean; others stand as they are. */
const CODES: Readonly<Record<string, Bilingual>> = {
  is_archived: { zh: '已归档', en: 'archived' },
  channel_not_found: { zh: '找不到，或 Baton 不在里面', en: 'not found, or Baton is not in it' },
  not_in_channel: { zh: 'Baton 不在里面，请在频道里输入 /invite @Baton', en: 'Baton is not in it; type /invite @Baton there' },
  invalid_auth: { zh: '密钥不对', en: 'not a valid key' },
  token_revoked: { zh: '密钥已被撤销', en: 'the key was revoked' },
  account_inactive: { zh: '应用已被卸载或停用', en: 'the app was removed or switched off' },
};

const WORDS: Readonly<Record<SlackTrouble['what'], Bilingual>> = {
  token: { zh: 'Slack 不接受 Baton 的密钥（{detail}）。对话都还在，这里可以照常处理；请管理员运行 npm run -s baton -- slack check。', en: 'Slack does not take Baton’s key ({detail}). Nothing is lost and you can work here; ask an administrator to run npm run -s baton -- slack check.' },
  scope: { zh: 'Slack 应用少了权限：{detail}。请管理员补上并重新安装应用。', en: 'The Slack app lacks scopes: {detail}. Ask an administrator to add them and to install it again.' },
  room: { zh: 'Slack 频道用不了：{detail}。补好之前，该发的都先留着。', en: 'A Slack channel cannot be used: {detail}. What belongs there is kept until it can.' },
  shared: { zh: '员工频道 {detail} 也给了别的公司，对方看得到客户的话。请换一个只有本公司的频道。', en: 'People of another company read the staff channel {detail}, and with it what customers write. Please use a channel of your own company.' },
  away: { zh: 'Slack 现在连不上，恢复后会自动补发。这里可以照常处理。', en: 'Slack cannot be reached. Everything is sent once it is back; you can work here meanwhile.' },
  requests: { zh: 'Slack 里的操作现在传不到 Baton（{detail}）。请管理员检查。', en: 'What people do in Slack does not reach Baton ({detail}). Ask an administrator to look.' },
};
