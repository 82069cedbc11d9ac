/** What a message's form tells of sarcasm: praise that stands beside a failure is not meant. */
export type SarcasmSigns = {
  /** It tells of something that went wrong, and of nothing that was put right. */
  readonly isFailure: boolean;
  /** It exaggerates as only mockery does: "do you deliver on foot", "等我孙子出生再退款". */
  readonly isMockery: boolean;
  /** It praises in the manner of mockery, also with words that praise only there: "真准时", "right on time", a word in quotation marks. */
  readonly isMockPraise: boolean;
  /** It tells that something was put right, or praises in earnest. */
  readonly isSettled: boolean;
};

const SPAN_ZH = String.raw`(?:[一二三四五六七八九十百半两几好\d]+ ?个?多?(?:天|周|星期|礼拜|月|小时|钟头|年)|一?整?[上下]午|一整?[天晚]|大半天|半天)`;
const FAILURE_ZH = new RegExp(
  [
    String.raw`${SPAN_ZH}了?[^,，。!！?？]{0,8}(?:还(?!像|跟|是很|很|能|好|新)|才|没(?:[^出有坏]|$)|仍|连|一动不动)`,
    String.raw`(?:走|等|拖|修|花|耗|卡|排|打)了${SPAN_ZH}`,
    String.raw`(?:走|等|拖|修|花|耗|卡|排|打)了(?:快|整整|足足|将近|好)?${SPAN_ZH}`,
    String.raw`(?:才|只|就)?(?:等|晚|迟到?)了${SPAN_ZH}`,
    '(?:还|都|也|就是|从来|压根|死活)(?:是)?[没不](?!错|用谢|客气|是|太?贵|想到)',
    '没(?:人|到货|到$|来(?![得过])|收到|发货|修好|影|动静|下文|音|退|装|送)',
    '连[^,，。]{1,8}[都也][没不]',
    '一[^,，。]{1,3}就(?:掉|坏|断|碎|裂|死|没|黑|漏)',
    '又[^,，。]{0,8}(?:坏|错|断|掉|漏|少|丢|没|降|涨|拖|停|失败|卡|死|破|碎|放鸽子)',
    '第[三四五六七八九十3-9]+(?:次|台|个|回|天|周)|天天|[修换催问打][^,，。]{0,3}[两三四五六七八九十]次',
    '罢工|发错|少发|漏发|丢了|弄丢|送没|臭了|失败|断网|掉线|死机|报错|待发货|处理中|摔坏|散架|报废|全[^,，。]{0,6}(?:错|坏|碎|臭|湿|没)|(?:坏|碎|裂|破|漏水|漏)(?:了|的|$|成)|一[箱堆地][^,，。]{0,3}(?:碎|渣|零件|水)',
    '自己(?:修|装|拼|跑|扛|搬|去拿)|不让[进退换]|问东答西|答非所问|没人接|复制粘贴|说明书都是错|比[^,，。]{1,10}还(?:慢|久|难|吵|贵|差)|敲门|买完[^,，。]{0,5}降|减[一二三五1235]块|请您耐心|看不见|找不[到着]',
  ].join('|'),
  'u',
);
const SPAN_EN = String.raw`(?:(?:\d+|an?|another|two|three|four|five|six|seven|eight|nine|ten|several|many) (?:more |whole |full |solid )?(?:hours?|days?|weeks?|months?|years?)(?! warranty| ago|'s notice))`;
const FAILURE_EN = new RegExp(
  String.raw`\b(?:still (?:no|not(?! a )|nothing|waiting|says|hasn't|haven't|isn't|doesn't|in|the same|on|pending|stuck)|another (?:broken|wrong|faulty|delay|day|week|month|hour|excuse|form|"|e-?mail|copy|"?we)|(?:again|twice)[.!,]*$|(?:lost|broke|broken|failed|charged)[a-z ]{0,12} (?:again|twice)|(?:third|fourth|fifth|sixth|tenth) (?:time|week|day|month|repair|one|unit|attempt|try|agent|excuse|visit|request)|nobody|no one|no-one|never (?:came|arrived|showed|called|turned|got|answered|works?|worked|replied|left)|(?:wait(?:ing|ed)?|took|late|later|past|only|just|spent|staring|off|hold|holding)(?: [a-z]+){0,3} ${SPAN_EN}|${SPAN_EN} (?:late|of waiting|of silence|and|to (?:deliver|fix|ship|reply|answer|send)|on hold|for a|without|overdue)|on hold|broken|broke\b(?! in)|died|dead on|came off|fell off|falls off|fell apart|falling apart|leaks?\b|leaking|leaked|crack(?:ed|s)|shattered|smashed|in pieces|the pieces|pieces inside|went missing|goes missing|missing|wrong|fail(?:s|ed|ing|ure)?\b|error|not answering|not helping|different answers|(?:keeps?|locks?|locked) [a-z ]{0,12}\bout\b|went to someone else|to the wrong|neighbou?rs|teaching me how|heater|ruined|offline|crash(?:es|ed)?|lost (?:my|it|the|our|his|her|all|two|three)|losing my|losing the|breaking|ignoring|hanging up|being told|doesn't|won't|can't|cannot|isn't|copy and paste|does nothing|do nothing|did nothing|nothing (?:works|happens|happened|helps)|for nothing|a week for|weeks for|month for)`,
  'u',
);
const SETTLED_ZH = /像新的|跟新的一样|(?<!没|没有|未|不)解决了(?![吗么没])|解决啦|一次就|换了新|换给我|修好了|找到了|处理[得好]|搞定|再没坏|没再坏|没[出有]过?(?:什么)?(?:问题|毛病)|(?<!不|没|不太|不够|不是很)满意(?!的?(?:答复|解释|处理|结果|回复|说法|交代))|师傅(?:[^,，。]{0,4})(?:好|棒|专业|仔细)|谢谢师傅|感谢师傅|很耐心|有耐心|点赞|赞一个|给个赞|态度(?:真|很|特别|非常|超级?)(?:好|棒|不错)(?=$|[!！。~～])|虽然|提前|一直帮|谢谢你们[!！。]*$|非常感谢|太感谢/;
const SETTLED_EN = /\b(?:sorted|solved|resolved|fixed (?:it|my|the|everything|now)|repaired it|replaced (?:it|the|my)|found (?:it|my|the)|works? (?:great|fine|perfectly|well|like|now|again)|(?<!not |n't |never |so |very |too )happy|hasn't broken|hasn't failed|still (?:like new|great|going)|like new|no (?:problems?|issues?|fuss|hassle)|without (?:a|any)|so far|never (?:had a|let|fails?|a problem)|patient|helped|until it worked|not a single|didn't expect|can't (?:complain|fault|thank|recommend|praise|believe how (?:good|fast|quick|quiet|well|nice))|couldn't be (?:happier|better)|(?:would|will|can|highly|definitely) recommend)\b/;
const CONTRAST = /\b(?:but|however|though|although|except|apart from|despite|even so)\b|但|不过|可惜|然而|除了|虽然|尽管|唯一|美中不足/;
const MOCKERY_ZH =
  /(?:用|骑|坐|靠)着?(?:走|爬|乌龟|蜗牛|牛车|驴|毛驴|马车|腿|脚|鸽子)|(?:等|打算|准备)(?:到|我|着)?[^,，。]{0,6}(?:孙子|退休|老死|下辈子|入土|头发白|天荒|海枯|猴年)|走路(?:去|都|也|过去)|爬(?:过来|都|也|过去)[^,，。]{0,3}到|黄花菜都?凉|猴年马月|原始社会|环游世界|周游(?:世界|全国)|环球旅行|去?火星|比登天|当摆设|行为艺术|拼图|重新发明|望夫石|用意念|用爱发电|体育老师|修炼|渡劫|考古|绕地球|(?:成|变)(?:了)?(?:化石|古董|文物)|孵(?:蛋|出来)/;
const MOCKERY_EN =
  /\b(?:(?:by|on|with|using) (?:a |an )?(?:donkeys?|camels?|foot|horseback|snails?|turtles?|tortoises?|(?:carrier )?pigeons?|bicycle|ox cart)|scenic route|world tour|(?:grow|grown|growing|grew) (?:old|a beard|roots)|grandchildren|grandkids|before i retire|next (?:century|lifetime|decade)|stone age|(?:trip|way|holiday|vacation) to (?:mars|the moon)|my (?:ass|arse|foot)\b(?= ?[,.!]|$)|could(?:'ve| have) (?:built|walked|swum|grown|crawled|made one)|or a hobby|for decoration|expensive (?:paperweight|doorstop|brick|ornament|cupboard)|paperweight|doorstop|in the time (?:you|it) takes?|are longer than|speed of (?:light|a glacier|smell)|on your planet|in dog years|archaeolog|museum piece)/;
/** Openings that hardly anybody means in earnest, before at least four more words. */
const MOCKING_OPENING =
  /^(?:(?:so|wow|ha|haha|yeah|well|hm+|yay)[ ,!.]+)*(?:oh,? (?:great|lovely|fantastic|brilliant|wonderful|perfect|nice|joy|good|yes|sure|how)|(?:i )?(?:just |really |absolutely )?love (?:how|it when|that you|being|waiting|paying|spending|getting)|how (?:kind|thoughtful|convenient|generous|considerate)|(?:so|really|very) (?:glad|happy) (?:i|that i|we) (?:paid|spent|waited|bought|chose)|congrat(?:s|ulations) (?:on|to you|for)|lucky me|what a (?:surprise|treat|joy|bargain|deal|coincidence|privilege)|just (?:great|wonderful|brilliant|fantastic|perfect|lovely|what)|perfect timing|impressive(?: how| that|,)|bravo|give .{2,20} (?:a medal|an award|an oscar))\b(?:[^a-z]+[a-z']+){4}/;
const MOCK_PRAISE_ZH =
  /(?:真|真是|可真|好|太|还挺|真的|挺)(?:个)?(?:准时|守时|快|神速|智能|聪明|大方|省心|贴心|周到|高端|专业|高效|有效率|会|行|棒|好|厉害|牛|负责|用心|良心|热情|优秀|完美|安静|静音|划算|舒服|给力|懂|体贴|耐用|结实|香|绝|有意思|有趣)|杠杠的|效率惊人|棒极了|^(?:完美|厉害|佩服|恭喜|感谢|谢谢|多谢|多亏|哇|哟|呵|优秀|牛)|谢谢(?:你们|您|栗屋)?(?:让|教|帮我省|的)|感谢(?:你们|栗屋|贵司|贵公司)?(?:让|教|帮我省|的)|多亏(?:了)?你们|恭喜|好一个|不愧是|🙂|🙃|👏/;
const MOCK_PRAISE_EN =
  /^(?:oh |wow |well |ah |so |yeah |ok |gee )*(?:,? ?)(?:great|lovely|fantastic|brilliant|amazing|wonderful|perfect|nice|excellent|awesome|good|super|congratulations|congrats|bravo|cheers|well done|impressive|kudos|hats off|marvellous|splendid|superb|incredible|thanks|thank you|love|loving|right on time|what an?|how|clever|genius|truly|really|so|very|beautiful(?:ly)?|five[- ]star|top|world class|such)\b|\b(?:truly|so (?:smart|impressed|helpful|professional|generous|punctual|reliable|quiet|fast|proud)|super smart|on time|thank you for|thanks for|how (?:generous|kind|thoughtful|lovely|nice|clever|convenient)|is (?:fantastic|amazing|brilliant|excellent|great|wonderful|superb|top notch) at|i(?:'m| am) (?:so|really|very) impressed|love (?:how|it when|that|the way|being|waiting))|🙂|🙃|👏/;
const QUOTED = /["“”「『](?:热情|静音|智能|高端|专业|贴心|次日达|极速|优质|快|加急|当日达|全新|正品|服务|客服|售后|quiet|silent|smart|fast|express|premium|next[- ]day|24 hours|brand new|new|quality|service|support|customer service|expert|professional|free|working on it|we are working)/;

/** Reads a folded text for the signs of sarcasm. */
export function readSarcasm(folded: string): SarcasmSigns {
  const head = folded.slice(0, 600);
  const isSettled = SETTLED_ZH.test(head) || SETTLED_EN.test(head);
  const failed = FAILURE_ZH.test(head) || FAILURE_EN.test(head);
  return {
    isFailure: failed && !isSettled,
    isMockery: (MOCKING_OPENING.test(head) && !isSettled) || MOCKERY_ZH.test(head) || MOCKERY_EN.test(head) || (QUOTED.test(head) && failed && !isSettled),
    isMockPraise: !CONTRAST.test(head) && (MOCK_PRAISE_ZH.test(head) || MOCK_PRAISE_EN.test(head)),
    isSettled,
  };
}
