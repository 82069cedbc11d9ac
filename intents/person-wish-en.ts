const KIND = String.raw`(?:(?:real|live|actual|human|living|breathing|senior|qualified|proper|trained|different|other|responsible|local|online|duty|shift|floor|store|shop|sales|service|support|care|customer|client|complaints?|technical|tech|after-?sales|phone|chat|call|centre|center|help|desk|team|vip|account)(?: and)? )*`;
/** People who answer customers; a fitter or a courier is somebody else. */
const ANSWERING = String.raw`(?:humans?(?: being)?|person|people|ppl|agents?|reps?|representatives?|advis[oe]rs?|operators?|managers?|supervisors?|superiors?|boss|colleagues?|coworker|co-worker|staff(?: member)?|employees?|team ?mates?|team(?: member)?|specialists?|experts?|executives?|consultants?|live chat|(?:customer |tech |technical |live )?(?:service|support|care)(?: team| department| line| desk)?|help ?desk|service desk|(?:complaints?|returns?|refunds?|sales|service|billing|technical|claims) (?:department|people)|someone|somebody|someone else|somebody else|anyone|anybody|(?:live )?chat)`;
const MEMBER = String.raw`(?:an? )?member of (?:your |the )?(?:staff|team|support|service)|(?:some|any)?one (?:of|from|on|in) (?:your|the|you) ?(?:team|staff|people|office|store|shop|company|department|colleagues|employees|guys|lot|support|service|after-?sales)?|somebody (?:of|from|on|in) (?:your|the) (?:team|staff|people|office|store|shop|company|department)|whoever (?:is|handles|can|deals|runs|looks)|(?:the |a |your )?(?:person|one|people) (?:in charge|responsible|who)|who(?:ever)?(?:'s| is) in charge|the (?:person|agent|advisor|lady|guy|man|woman) (?:i|who)`;
const DET = String.raw`(?:an? |the |your |my |some |any |another |one of your |one of the |a different )?`;
const WHO = String.raw`(?:${MEMBER}|${DET}${KIND}(?:${ANSWERING}|technician|engineer))(?![a-z'])`;
/** Told from a machine by the word itself, so that it needs no verb. */
const HUMAN = String.raw`(?:an? |the |some |any |one of your )?(?:(?:real|live|actual|proper|living|breathing|flesh and blood)(?: and breathing)? (?:human(?: being)?|person|people|ppl|agent|rep|representative|advis[oe]r|operator|someone|somebody)|hum[an]{1,3}|hooman|human(?: being| voice| agent| rep| representative| advis[oe]r| operator| support| help| assistance| intervention| colleague)?|live (?:chat|support|agent|help|rep|person))(?![a-z'])`;
const STRICT = String.raw`(?:${MEMBER}|${DET}${KIND}(?:humans?(?: being)?|person|people|ppl|agent|reps?|representative|advis[oe]r|operator|manager|supervisor|superior|boss|colleague|staff(?: member)?|employee|team member|customer (?:service|support|care)(?: team)?|live chat)|(?:someone|somebody|anyone|anybody)(?: else)?)(?![a-z'])`;
const TALK = '(?:speak(?:ing)?|speek|talk(?:ing)?|tlak|chat(?:ting)?|converse|deal)(?: directly| live)?(?: to| with| 2| w)?';
const WANT = String.raw`(?:want|wanna|wish|need|would like|i'd like|id like|like|prefer|rather|have|let me|lemme|let us|can i|could i|may i|can we|could we|how (?:can|do) i|possible|feel (?:better|safer|happier)|comfortable|allow me|able|trying|going|love|gotta|must|ask(?:ing|ed)?|demand|insist|please|just|pls|is there (?:some|any)(?:one|body)|who can i|who do i|who could i|chance|waiting)`;
const CALL = '(?:call|phone|ring|telephone|dial)';
const ANSWER = String.raw`(?:${CALL}|contact|text|message|reach out|get back|reply|respond|answer|look at|look into|take a look|take over|take this|read|handle|deal with|sort|step in|join|jump in|assist|help(?: me| us)?$|help (?:me|us) (?:by phone|out|please|here|instead|with this|directly|in person|personally))`;
const END = String.raw`(?= ?$| (?:please|pls|plz|now|asap|today|instead|immediately|right|who|that|to (?:talk|speak|chat|help|assist|look|read|answer|handle|reply|call|deal|take|explain|sort|respond|review)|on (?:the phone|this|here|it|the line|chat)|from|about|for (?:this|order|my|that)|already|then|and|not|with|because|so|in (?:here|charge)|at once|quickly|or)\b)`;

const MACHINE = '(?:an? |the |this |your |these |any )?(?:stupid |useless |silly |dumb |damn |automated |auto |ai |chat )*(?:bots?|chat ?bots?|robots?|machines?|ai|software|computers?|program|assistant|algorithm|automat(?:ed|ic)(?: (?:messages?|repl(?:y|ies)|answers?|system|responses?))?|auto(?:mated)? ?repl(?:y|ies))';

const WISHES: readonly RegExp[] = [
  `(?:\\b${WANT} (?:[a-z']+ ){0,3}|^(?:please |pls |hi |hello |ok |just |and |so |then |fine |now |enough |well )*)${TALK} ${WHO}`,
  `\\b(?:someone|somebody|anyone|anybody|a person|people|human|agent) (?:else )?(?:i can|i could|to|who i can|that i can|we can|available to|there to|for me to) (?:actually |just )?${TALK}\\b`,
  `\\bwho can i (?:actually |please |really )?${TALK}\\b`,
  String.raw`(?:connect|transfer|put|pass|hand|switch|escalate|forward|direct|route|redirect|patch|refer|move|take|bring|get) (?:me |this |us |it |my (?:case|call|chat|issue|matter) |this (?:chat|case|issue) )?(?:through |over |on |back |up |across |straight |directly |now |please )*(?:to|with|through to) ${WHO}`,
  String.raw`^(?:[a-z']+ ){0,3}?(?:put (?:me|us) through|transfer (?:me|us)|connect (?:me|us)|hand me over|pass me (?:on|over)|escalate(?: this| it)?|hand (?:this|it) over|patch me through)(?: please| now| pls| already| asap| thanks| here| immediately| today)*$`,
  String.raw`(?:^|\b(?:just|please|pls|can you|could you|would you|will you|and|now|then|ok|yes|so|instead|better|to|u) )(?:please |just |kindly )*(?:get|give|gimme|fetch|find|bring|assign|show|pass|call|summon|grab)(?: me| us| in| over| here)*(?: to)? ${STRICT}(?: in| over)?${END}`,
  String.raw`\b(?:want|wanna|need|require|demand|prefer|would like|i'd like|id like|(?:want|need|like) to hear|rather have|rather deal with|deal(?:ing)? with|asked for|asking for|waiting for|expected|insist on|ask for|get|requesting|request|where is|where are|where's) (?:to (?:have|get|see|deal with) |to be (?:connected|transferred|put through|passed) (?:to|with|on to) |help from |assistance from |to hear from |an answer from |a reply from |a response from )?(?:${STRICT}|${HUMAN})${END}`,
  String.raw`\b(?:to be|be|get|getting|being) (?:connected|transferred|put through|passed(?: on)?|handed over|escalated)(?: to| with)? ${WHO}`,
  String.raw`\b(?:can|could|would|will|please|have|let|get|ask|tell|need|want|i'd like|must|should|may|might|pls|kindly|make)(?: please| not)? (?:${HUMAN}|${MEMBER}|(?:some|any)(?:one|body)(?: else| there| in charge)?|(?:your|an?|another|one of your|the|my) ${KIND}(?:person|human|colleagues?|managers?|supervisor|boss|team|staff|agents?|reps?|representative|advis[oe]r|service manager|technician|engineer|specialist|member of staff|employee))(?: [a-z]+ [a-z]+)?(?: (?:please|kindly|finally|actually|just|also|to|from your (?:team|side|office)|from (?:the|your) [a-z]+|there|in charge|now|maybe))* ${ANSWER}`,
  String.raw`(?:^|\b(?:please|pls|just|then|can you|could you|and|so|ok|yes|prefer you|better) )(?:please |just )*(?:(?:${CALL}|telephone) me(?: back| up| on (?:this|my)| at| now| today| tomorrow| later| asap| please)*(?:$| please| on | at \d| my number| number)|give me a (?:quick |short )?(?:call|ring|bell|buzz|callback|call-back|phone call))`,
  String.raw`\b(?:want|need|like|request|arrange|schedule|book|get|prefer|have|expect|order)(?:ing)? (?:a |the |your |to get a |to have a )?(?:call ?-?back|phone ?call|call from|call with|conversation with|chat with|talk with|word with) ?(?:from |with )?(?:${WHO}|$|please|today|now|asap)`,
  String.raw`^(?:hello |hi |hey |um |er |so |ok |and |but |please |excuse me )*(?:is |are |isn't |was )?(?:there )?(?:really |even |actually )?(?:no ?(?:one|body)|(?:any|some)(?:one|body)|any (?:humans?|people|person|agents?|staff)|an? (?:${KIND})?(?:human|person|agent|representative|advis[oe]r|operator))(?: being)?(?: real| human| alive| else)?(?: (?:out |in )?(?:there|here|around|available|home|online|on duty|in|listening|awake|at all|today|now|working(?: today)?|i can (?:talk|speak|chat) (?:to|with)|to (?:talk|speak|chat|help|answer)(?: to| with)?(?: me| us| with)?|who can help(?: me)?|please))+$`,
  String.raw`\b(?:can|could|may|want|like|prefer|rather|have) (?:i |we |to )*(?:have |get )?(?:a |an? )?(?:phone call|phone conversation|voice call|phone support)\b`,
  String.raw`\b(?:i want|i'd like|i would like|please get|can i get|i need) (?:this|it|my (?:case|issue|complaint)) (?:to be )?escalated\b`,
  String.raw`\bnot (?:typing|explaining|writing|repeating|telling)\b.{0,30}\b(?:to|for) (?:a|an|this|the) (?:machine|bot|robot|chatbot|ai|computer|program)\b`,
  String.raw`^(?:(?:any|some)(?:one|body) (?:real|human|alive))\b`,
  String.raw`\b(?:enough (?:with|of)|no more|stop(?: with)?|spare me|get rid of|away with|cut|turn off|skip|instead of|fed up with|tired of|sick of|hate|rather than) (?:these |the |this |your |all |talking to |chatting with |chatting to |speaking to |dealing with |being answered by |with )*(?:stupid |useless |silly |dumb |damn )*(?:chat ?bots?|bots?|ai|automat(?:ed|ic) (?:messages?|repl(?:y|ies)|answers?|system|responses?)|auto ?repl(?:y|ies)|canned (?:answers?|responses?|replies))(?= ?(?:$|please|already|now|and|i |give|get|thanks|nonsense|answers?|repl))`,
  String.raw`\b(?:enough (?:with|of)|fed up with|tired of|sick of|not|no more) (?:the |this |your |talking to |chatting with |speaking to |dealing with |a )*(?:robots?|machines?|computers?)(?= ?(?:$|please|already|now|and i|give|get me))`,
  String.raw`^(?:please |just )*no (?:more )?(?:bots?|chat ?bots?|robots?|ai|machines?|automated [a-z]+|automatic [a-z]+)(?: please| thanks| thank you| pls| now)*$`,
  String.raw`\b(?:don't|dont|do not|not|won't|refuse to|no longer|hate to|can't|never|stop|hate|without)(?: really)?(?: want to| wanna| want| like to| wish to| going to| like| need to| care to)? ?(?:talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|deal(?:ing)?|discuss(?:ing)?|writ(?:e|ing)|convers(?:e|ing)|argu(?:e|ing))(?: [a-z]+)?(?: to| with)? ${MACHINE}\b`,
  String.raw`\b(?:don't|dont|do not) (?:want|need|like) (?:an? |this |your |another |these |any )(?:chat ?bots?|bots?|ai|machine|automated [a-z]+|computer)(?: answers?| repl(?:y|ies))?$`,
  String.raw`^(?:please |pls |just |ok |then |hello |hi |hey |so |now |and |um |i said |not you |how about |what about |for once |a |an |one |yes |yeah |fine |well |oh )*${HUMAN}(?: wanted| needed| required| now| please| pls| plz| only| asap| instead| help| here| then| on this| for this| for once| today| already| not (?:an? )?(?:ai|bot|robot|machine))*$`,
  String.raw`\b(?:${HUMAN}|a person|an agent|an operator|a representative|a rep) (?:please|pls|plz|wanted|needed|required|now|asap|instead|already)\b`,
  String.raw`\b(?:how (?:can|do|could|would|should) i|how to|where (?:can|do) i|what (?:do|must|should|can) i (?:have to )?(?:type|press|say|write|do|enter|click)(?: here)? to|button (?:for|to)|is (?:it|there any way|there a way) (?:possible )?to|way to|trying to|want to|i need to|hard to|impossible to|can i|could i|let me) (?:actually |please |even )?(?:reach|get(?: hold of| through to| to| in touch with| at| connected to| an answer from)?|find|contact|access|see|escalate to|talk to|hear from|have) (?:the |a |an |some |any )?(?:${HUMAN}|person(?! to)|agent|someone real|somebody real|operator|representative|advis[oe]r|(?:someone|somebody) (?:in|from|at|of) your (?:office|team|company|staff|shop|store)|your (?:manager|supervisor|boss|staff|colleagues?))${END}`,
  String.raw`\b(?:button|number|key|option|link|command|code|word) (?:for|to (?:get|reach)|to) (?:the |a |an )?(?:${HUMAN}|agent|person|operator|representative)`,
  String.raw`\b(?:help|assistance|answer|reply|response|support|advice|attention|review) (?:from|by|of) (?:${HUMAN}|a person|an agent|someone real|your (?:staff|team|people))`,
  String.raw`\b(?:someone|somebody|anyone|people|person|ppl) (?:real|human|living)\b|\b(?:real|actual) (?:ppl|people|someone|somebody)\b(?= ?(?:$|please|only|pls))`,
  String.raw`\byou (?:\w+ )?(?:don't|dont|can't|cannot|do not|are not|aren't|'re not|clearly|keep)[a-z' ]{0,40}\b(?:someone|somebody|anyone|a colleague|another person) (?:else|who)`,
  String.raw`^(?:the |your |a |my |i want |i need |get me |with |to )*(?:(?:customer|client) (?:service|support|care)(?: (?:rep|representative|agent|advis[oe]r|executive|person|team|desk))?|service desk|help ?desk|(?:shift |duty |store |shop |floor |team )?(?:manager|supervisor)|agent|operator|representative|rep|advis[oe]r|human|live (?:chat|agent|support)|call ?back|supervisor)(?: please| pls| plz| now| asap| thanks| thank you| here| immediately| right away| required| needed| again)+$`,
  String.raw`^(?:a|an|the|your) (?:representative|agent|operator|human|manager|supervisor|real person|live agent)$`,
  String.raw`^(?:hello |hi |hey |please )*(?:support agent|customer rep|customer service rep|skip the bot|agent|operator|representative|rep|human|humans|supervisor|customer service|customer support|customer care|live chat|live support|helpdesk|call ?back)(?: (?:agent|operator|representative|human))*$`,
].map((source) => new RegExp(source, 'u'));

/** What speaks against a wish: it is told of the past, refused, about couriers' calls, or about things. */
const OTHER: readonly RegExp[] = [
  /\b(?:don't|dont|do not|didn't|needn't|wouldn't|won't|no need (?:to|for)|without|never|no longer|rather not|not necessary to|not have to)(?: really)?(?: want| need| like| have| wish| ask)?(?: to| for| you to| me to)? (?:talk to|speak to|speak with|chat with|transfer|connect|call|phone|ring|put me|get me|contact|pass|escalate|send|want|need|give me|(?:an? |any |the )?(?:human|person|agent|manager|operator|call|callback))(?! ?(?:a |an |the |this |your |to )?(?:ro)?bot|[a-z ]{0,14}(?:bot|robot|machine|\bai)\b)/,
  /\b(?:to|with|for|before|after|when|until|if|once|as soon as|while) (?:my|our|his|her|their) (?:boss|manager|colleagues?|team|person|agent|staff)\b|\bmy (?:boss|manager|colleague|agent)\b/,
  /\b(?:courier|driver|fitter|installer|delivery (?:man|guy|person|driver)|postman)\b.{0,24}\b(?:call|phone|ring|contact)|\b(?:will|does|did|should|do) (?:he|she|they)\b|\b(?:he|she|they) (?:will|would|should|calls?|phones?|rings?|didn't)\b|\b(?:technician|engineer)s? (?:please )?(?:come|look|take a look|check|fix|visit)|\b(?:after|when|if|once) i (?:submit|file|make|complain)|answer a complaint/,
  /\b(?:call|ring|phone|contact|text|message)(?: me| us)? (?:when|before|if|upon|once|on arrival|as soon|half an hour|\d+ minutes|an hour|the day|ahead|first|at the (?:door|gate)|from (?:the )?(?:gate|door|downstairs))/,
  /\b(?:insurance|estate|travel|cleaning|descaling|drying|rinse|bleaching|foaming|tax|buying|purchasing|shipping|customs|network|mobile|phone) (?:agent|operator)|\bagent (?:code|price|number|discount)|\boperator (?:licen[cs]e|doesn't|blocks)|\b(?:password|office|property|hotel|file|download|task|device|energy|wifi|account) manager\b|\bhuman (?:sensor|detection|readable|sized|hair|body|shape|presence|voice|tracking|form)/,
  /\b(?:to|and|who|that|can|could|please) (?:install|carry|deliver|pick|fix|repair|mount|collect|set it up|set up|uninstall|measure|drill|clean|deep-?clean|remove|take (?:away|my old)|receive|sign for|unlock|move)\b/,
  /\bin (?:chinese|english|mandarin|cantonese|german|french)$/,
  /\b(?:siri|alexa|google|xiao ?ai|speaker|hub|router|wi-?fi|bluetooth|camera|through the (?:camera|app)|my (?:wife|husband|kids?|family|dog|cat|mother|mum|mom|father|dad) through)\b.{0,30}$/,
];

/**
 * The words by which an English clause, folded and with one space between its words, asks for a person; `undefined`
 * where it does not, where it refuses one, or where it means somebody else (a fitter, a courier, the customer's boss).
 */
export function findEnglishWish(clause: string): string | undefined {
  if (clause.length > MOST_READ) return undefined;
  for (const wish of WISHES) {
    const found = wish.exec(clause)?.[0].trim();
    if (found !== undefined && found !== '') return OTHER.some((other) => other.test(clause)) ? undefined : found;
  }
  return undefined;
}

/** Nobody asks for a person in one clause longer than this; UTF-16 units. */
const MOST_READ = 240;

const NAMES = /\b(?:humans?|persons?|people|ppl|humn|humna|persn|agents?|reps?|representatives?|advis[oe]rs?|operators?|managers?|supervisors?|boss|colleagues?|staff|employees?|team|specialist|someone|somebody|anyone|anybody|customer service|support|live|talk|speak|chat|call|ring|phone|transfer|connect|escalate|bots?|robots?|ai|machine|automated|automatically|software|technician|engineer|charge|who)\b/;
/** Told of the past, of a thing or of somebody's language; asked about the machine itself. */
const TOLD =
  /\b(?:talked|spoke|spoken|told me|said|sent me|called|chatted|was very|was great|were great|answered my|helped me)\b|\b(?:am i|are you|is this|is it|are they)\b.{0,24}\b(?:human|person|bot|robot|machine|ai|real)\b|\b(?:speak|talk) (?:chinese|english|mandarin|cantonese)|\b(?:typing|pretending|automated reply|actual employee|any shop|you later|reachable|who is the person|selling|for a colleague|told my|was so|were so|person limit|(?:one|two|three|four|\d) (?:persons?|people))\b|\btwo-way|\b(?:talk|call) (?:mode|function|button)|\b(?:add|share|invite|detect\w*|family|group|price|discount|codes?|robot at|robot (?:vacuum|cleaner))\b/;

/** Does nothing in an English text name a person or talking to one, or is it told of somebody else? Then a guess is no wish. */
export function isNoEnglishWish(folded: string): boolean {
  return !NAMES.test(folded) || TOLD.test(folded) || OTHER.some((other) => other.test(folded));
}
