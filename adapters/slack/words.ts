/** What Slack says to one person, in both languages. */
export const WORDS = {
  nobody: {
    stranger: { zh: '这里的客户对话只有本公司的同事能处理。', en: 'Only colleagues of this company can work on customers’ conversations here.' },
    no_email: {
      zh: 'Baton 看不到您在 Slack 里的邮箱，所以认不出您。请让管理员检查应用的 users:read.email 权限（npm run -s baton -- slack check）。',
      en: 'Baton cannot see your e-mail in Slack, so it does not know you. Ask an administrator to check the app’s scope users:read.email (npm run -s baton -- slack check).',
    },
    unknown: {
      zh: 'Baton 还不认识您（{email}），这次操作没有生效。请让主管运行：npm run -s baton -- invite {name} --email {email}，然后再试一次。',
      en: 'Baton does not know you yet ({email}), and nothing was done. Ask a lead to run: npm run -s baton -- invite {name} --email {email}. Then try again.',
    },
  },
  failed: { zh: '这一步没有做成，Baton 已试过几次。请再试一次；还不行就请到工作台处理。', en: 'This could not be done; Baton has tried several times. Please try again, or do it in the console.' },
  betterSaid: { zh: '这条已经发给客户了。有的话可以说得更好，直接编辑您的消息，客户那里会跟着改：', en: 'This has gone to the customer. It could be said better; edit your message, and the customer’s page follows:' },
  keptAsNote: { zh: '这个对话现在不由您负责，所以您的话留作内部备注，没有发给客户。', en: 'This conversation is not yours now, so what you wrote was kept as a note and not sent to the customer.' },
  keptAsNoteHere: { zh: '您和客户说话的不是这个讨论串，所以您的话留作内部备注，没有发给客户。', en: 'This is not the thread in which you talk with the customer, so what you wrote was kept as a note and not sent to the customer.' },
  notSent: { zh: '没有发给客户：', en: 'Not sent to the customer: ' },
  yourWords: { zh: '\n您写的是：\n', en: '\nYou had written:\n' },
  files: {
    tooLarge: { zh: '文件“{name}”超过 10 MB，没有保存。', en: 'The file “{name}” is larger than 10 MB and was not kept.' },
    tooMany: { zh: '一次最多 5 个文件，“{name}”没有保存，请另发一条。', en: 'Five files go with one message; “{name}” was not kept. Please send it in another one.' },
    takenBack: { zh: '文件在 Slack 里删了，所以整条消息都撤回了。文字还要的话，请再写一次。', en: 'A file was deleted in Slack, so the whole message was taken back. If its words are still needed, please write them again.' },
    unreadable: { zh: '文件“{name}”取不到，没有保存。', en: 'The file “{name}” could not be fetched and was not kept.' },
  },
  notEdited: { zh: '修改没有到客户那里：', en: 'The change has not reached the customer: ' },
  notTakenBack: { zh: '没有从客户那里撤回：', en: 'It was not taken back from the customer: ' },
} as const;
