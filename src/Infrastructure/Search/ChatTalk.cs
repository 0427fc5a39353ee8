using System.Text.RegularExpressions;

namespace GptMessenger.Infrastructure.Search;

/// <summary>What a message says beside the product: greetings, thanks, "do you have", "saw your ad", "this week".</summary>
/// <param name="Cleaned">The message without that.</param>
/// <param name="IsChat">It is written to a person; otherwise it is a bare list of words, in which each one counts.</param>
internal sealed partial record ChatTalk(string Cleaned, bool IsChat)
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;
    private const int Timeout = 2000;

    public static ChatTalk Read(string message)
    {
        try
        {
            string text = message.Replace('\u2019', '\'');
            foreach (var phrase in (Regex[])[Greetings(), Origin(), Wishes(), Questions(), Sending(), Conditions(), Time(), Manners()])
            {
                text = phrase.Replace(text, " , ");
            }

            return new ChatTalk(text, text.Length != message.Length || Personal().IsMatch(message));
        }
        catch (RegexMatchTimeoutException)
        {
            return new ChatTalk(message, IsChat: true);
        }
    }

    [GeneratedRegex(@"\b(?:hi+|hello+|hey+|hiya|howdy|greetings|yo|good\s+(?:morning|afternoon|evening|day)|hallo|guten\s+(?:tag|morgen|abend)|moin|servus|hola|buen[oa]s\s+(?:d[ií]as|tardes|noches)|bonjour|bonsoir|salut|coucou)\b(?:\s+(?:there|all|everyone|everybody|guys|team|folks|sir|madam|zusammen))*", Options, Timeout)]
    private static partial Regex Greetings();

    // Where the customer comes from: "saw your ad on facebook".
    [GeneratedRegex(@"\b(?:(?:i|we)(?:'ve|\s+have)?\s+)?(?:just\s+)?(?:saw|seen|found|came\s+across|got)\s+(?:(?:it|this|that|these|those)\s+)?(?:(?:in|on|from|via)\s+)?(?:your|ur|an|the|a)\s+(?:\w+\s+)?(?:ads?|adverts?|advertisements?|posts?|page|profile|website|site|store|shop|catalog(?:ue)?|reels?|story|stories|videos?)\b(?:\s+(?:on|in|about|for|of)\b(?:\s+(?:facebook|fb|insta(?:gram)?|ig|google|messenger|tiktok|here))?)?|\b(?:on|via|over|through|from)\s+(?:facebook|fb|insta(?:gram)?|ig|messenger|whats\s?app|google|tiktok|(?:your|the)\s+(?:web\s?site|site|page|shop|store|web\s?shop))\b", Options, Timeout)]
    private static partial Regex Origin();

    [GeneratedRegex(@"\b(?:i|we|my\s+\w+)(?:\s*'?\s*(?:a?m|re|are|was|were|is|have\s+been|ve\s+been|d|ll|would|will))?(?:\s+(?:also|just|really|currently|actually|still|only|been|always|kinda|desperately|urgently|maybe|thinking\s+(?:of|about)))*\s+(?:look(?:ing)?|search(?:ing)?|hunt(?:ing)?|shop(?:ping)?|need(?:s|ing)?|want(?:s|ed|ing)?|wanna|like|love|require|wish|hop(?:e|ing)|tr(?:y|ying)|interested|after|buy(?:ing)?|get(?:ting)?|order(?:ing)?|replac(?:e|ing)|wonder(?:ing)?|ask(?:ing)?|know)\b(?:\s+(?:for|in|at|to|into|if|about|whether|buy|get|find|order|purchase|have|see|know|replace|ask|look|some|a|an|one|of|myself|ourselves))*|\b(?:looking|searching|hunting|shopping|interested)\s+(?:for|in|to\s+(?:buy|get|find|order|purchase))\b", Options, Timeout)]
    private static partial Regex Wishes();

    [GeneratedRegex(@"\b(?:do|does|did|would|will|can|could|may|might|have|has|are|is)(?:n'?t)?\s+(?:you|u|ya|y'?all|i|we|they|it|there|your\s+(?:shop|store)|anyone|somebody)\b(?:\s+(?:guys|folks|people|all|still|also|currently|actually|happen\s+to|perhaps|maybe|please|possibly|by\s+any\s+chance|even|ever))*(?:\s+(?:have|had|has|sell|carry|stock|offer|got|get|recommend|suggest|help|find|know|order|buy|do|make|keep|supply|selling|carrying|able\s+to|looking))?(?:\s+(?:me|us))?(?:\s+(?:with|find|for|to|of|about|any|some|a|an|the|choosing|a\s+good|available))*|\b(?:what|which|whats|what's)(?:\s+(?:kind|kinds|type|types|sort|sorts|models?|brands?|colou?rs?|sizes?)\s+of)?(?:\s+(?:is|are|s|would\s+be|about|else))?(?:\s+(?:the|your|a|an))?(?:\s+(?:best|cheapest|price|prices|cost|most\s+popular))?(?:\s+(?:of|for|on))?(?=\s)|\bhow\s+(?:much|about|many)\b(?:\s+(?:is|are|does|do|for|would|will|it|cost|the|a|an|one|this|that|these|those|your|be))*|\b(?:price|prices|cost|quote)\s+(?:of|for|on)\b|\b(?:got|any(?:one|body)?\s+(?:got|have))\s+(?:any|some)?\b|\bany\s+(?:chance|idea|ideas|recommendations?|suggestions?|deals?|offers?|discounts?|info(?:rmation)?)\b(?:\s+(?:of|on|for|you|about))*", Options, Timeout)]
    private static partial Regex Questions();

    [GeneratedRegex(@"\b(?:show|send|give|tell|pass|share|get|help)\s+(?:me|us)\b(?:\s+(?:some|any|the|a|an|your|more|all|out|please))*(?:\s+(?:links?|prices?|details?|info(?:rmation)?|pics?|pictures?|photos?|options?|list|choices?))?(?:\s+(?:of|for|to|about|with|on|find|choose|choosing))*|\b(?:the\s+)?(?:links?|pics?|pictures?|photos?|details|info(?:rmation)?)\s+(?:of|for|to|on|about)\b|\bsend\s+(?:the\s+|a\s+)?link\b", Options, Timeout)]
    private static partial Regex Sending();

    [GeneratedRegex(@"\b(?:is|are|'s)?\s*(?:still\s+|currently\s+|now\s+)?(?:in|on|out\s+of)\s+(?:stock|sale|offer|special|promotion)\b|\bfor\s+sale\b|\b(?:that|which|but|and|if\s+it|if\s+they)?\s*(?:does|do|is|are|it's|its|not|isn't|aren't|doesn't|don't|won't|will|without)(?:\s+(?:not|n't|cost|costing|spending|paying|breaking|be|going|to))*\s+(?:too|so|very|that|a)\s+(?:much|expensive|pricey|costly|fortune|lot)(?:\s+(?:of\s+)?money)?\b|\b(?:too|so)\s+much\s+money\b|\b(?:at|for)\s+(?:a\s+)?(?:good|low|reasonable|fair|decent|best|nice)\s+prices?\b|\bfor\s+(?:my|our|his|her|their|a)\s+(?:husband|wife|mom|mum|mother|dad|father|son|daughter|kids?|friend|boyfriend|girlfriend|partner|brother|sister|boss|family|parents?|grandma|grandpa|neighbou?r|birthday|present)\b|\b(?:good|best|great)\s+(?:quality|value)\b", Options, Timeout)]
    private static partial Regex Conditions();

    [GeneratedRegex(@"\b(?:right\s+now|at\s+the\s+moment|these\s+days|(?:this|next|last)\s+(?:week|month|weekend|year|morning|evening|afternoon)|today|tonight|tomorrow|yesterday|asap|urgently|soon|as\s+soon\s+as\s+possible|heute|morgen|hoy|aujourd'?hui)\b", Options, Timeout)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(?:thank(?:s|\s+(?:you|u))(?:\s+(?:so\s+much|very\s+much|a\s+lot|in\s+advance|guys))?|thx|ty|cheers|please|pl[sz]+|sorry|excuse\s+me|(?:quick|just\s+a|one)\s+question|let\s+me\s+know|lmk|have\s+a\s+(?:nice|good|great)\s+(?:day|one|evening|weekend)|how\s+are\s+you(?:\s+(?:doing|today))?|hope\s+you(?:'re|\s+are)\s+(?:well|doing\s+well|fine)|no\s+rush|lol|haha+|bitte|danke(?:\s+sch[oö]n)?|vielen\s+dank|por\s+favor|gracias|s'?il\s+(?:vous|te)\s+pla[iî]t|merci(?:\s+beaucoup)?)\b", Options, Timeout)]
    private static partial Regex Manners();

    // Whoever says "you" or asks a whole question talks to somebody.
    [GeneratedRegex(@"\b(?:i|i'm|im|you|u|your|ur|me|my|we|our|us|he|she|they|is|are|am|was|does|do|did|how|what|which|where|when|why|who|could|would|should|ich|sie|ihr|du|mir|mein(?:e|en|er)?|wir|habt|haben|hat|gibt|gibts|ist|sind|was|welche[rsn]?|wie|wo|usted(?:es)?|tienen?|tienes|hay|quiero|quisiera|busco|necesito|cu[aá]nto|qu[eé]|cu[aá]l|je|vous|avez|tu|as|cherche|voudrais|est|combien|quel(?:le)?s?|nous)\b|\?", Options, Timeout)]
    private static partial Regex Personal();
}
