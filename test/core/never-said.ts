/** What is never said to a customer, from the rules of good service language. */
export const NEVER =
  /这是.{0,4}规定|不是我的(?:工作|事)|我不知道|我.?不.?清楚|不可能|绝对不会有|绝没有说过|你搞错了|您搞错了|其他部门|你去投诉|您去投诉|在吗[?？]|that is the rule|our policy|not my job|I do(?: not|n't) know|impossible|I never said|you are mistaken|another department|go ahead and complain/i;
