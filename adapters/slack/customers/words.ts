/** What is said in customers' channels, in both languages. */
export const CUSTOMER_WORDS = {
  /** To colleagues of ours, whom everybody in the thread can read. */
  notOwner: {
    zh: '客户看得到您在这里写的话，但 Baton 没有把它算作回复，因为这个对话现在不由您负责。请先在员工频道里接手，再在这里回复。',
    en: 'The customer can read what you wrote here, but Baton did not take it as a reply, for this conversation is not yours. Claim it in the staff channel first, then reply here.',
  },
  notEdited: { zh: 'Baton 没有记下您的修改：', en: 'Baton has not noted your change: ' },
  notPressed: { zh: '这些按钮是给客户用的。', en: 'These buttons are for the customer.' },
  /** To customers. */
  chosenBefore: { zh: '已经选过了。想说别的，请直接在这里写。', en: 'A choice has been made already. If you want something else, just write it here.' },
  notTaken: { zh: '您的消息没有收到：', en: 'Your message was not received: ' },
} as const;
