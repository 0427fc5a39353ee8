using System.Text.RegularExpressions;
using GptMessenger.Domain.Shops;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What there is: as the catalogue has it, of the product and of the form that is named. How many are left nobody can say.</summary>
internal static partial class StockCheck
{
    private const int NearHad = 12;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        foreach (var sentence in draft.Sentences)
        {
            string words = sentence.Words;
            if (Counts().Match(words) is { Success: true } count && !(NameInStock().Match(count.Value) is { Success: true } name && draft.Products.Any(product => product.Title.Contains(name.Groups["number"].Value, StringComparison.Ordinal))))
            {
                yield return new Finding(ClaimKind.Stock, count.Value, "says how many are left, which is not known");
            }

            if (Returns().Match(words) is { Success: true } back && !Denial.IsAt(words, back.Index) && !evidence.ShopText.Contains(back.Value, StringComparison.OrdinalIgnoreCase))
            {
                yield return new Finding(ClaimKind.Stock, back.Value, "says when it is there again, which is not known");
            }

            // It was gone, then, and nobody says of what.
            if (Back().Match(words) is { Success: true } again && !Denial.IsAt(words, again.Index) && !About(sentence, again.Index).Any())
            {
                yield return new Finding(ClaimKind.Stock, again.Value, "is not known");
            }

            if (words.TrimEnd().EndsWith('?'))
            {
                continue;
            }

            foreach (var match in Missing().Matches(NotGone().Replace(words, Blank)).Cast<Match>())
            {
                foreach (var product in About(sentence, match.Index).Where(product => product.IsAvailable && !Forms.NamedAt(words, match.Index, product).Any(form => !form.IsAvailable)))
                {
                    yield return new Finding(ClaimKind.Stock, match.Value, $"is wrong: '{product.Title}' is available");
                }
            }

            // "We have the Puffin for you", where nothing says that it is gone.
            var had = Missing().IsMatch(draft.Text) ? [] : Had().Matches(words).Where(match => sentence.Mentions.Any(mention => mention.At >= match.Index && mention.At <= match.Index + match.Length + NearHad));
            foreach (var match in There().Matches(Missing().Replace(words, Blank)).Concat(had).Where(match => !Denial.IsAt(words, match.Index)).Concat(NotGone().Matches(words)))
            {
                if (sentence.Mentions.Count == 0 && Everything().IsMatch(words) && !match.Value.EndsWith("there", StringComparison.OrdinalIgnoreCase) && evidence.Products.FirstOrDefault(product => !product.IsAvailable) is { } missed)
                {
                    yield return new Finding(ClaimKind.Stock, match.Value, $"is wrong: '{missed.Title}' is sold out");
                }

                if (sentence.About.Count == 0 && FormsOfAll(words, evidence) is { Count: > 0 } all && all.All(form => !form.IsAvailable))
                {
                    yield return new Finding(ClaimKind.Stock, match.Value, $"is wrong: {all[0].Title} is sold out");
                }

                foreach (var product in About(sentence, match.Index))
                {
                    var forms = Forms.NamedAt(words, match.Index, product);
                    string? gone = !product.IsAvailable ? product.Title
                        : forms.Count > 0 && forms.All(form => !form.IsAvailable) ? forms[0].Title
                        : Forms.GoneIn(SpeaksOfAll().IsMatch(words) ? $"{sentence.Before}\n{words}" : words, product);
                    if (gone is not null && !(product.IsAvailable && IsSaidGone(gone, product, draft)))
                    {
                        yield return new Finding(ClaimKind.Stock, match.Value, $"is wrong: '{product.Title}'{(product.IsAvailable ? $" in {gone}" : "")} is sold out");
                    }
                }
            }
        }
    }

    /// <summary>"It comes in black and red, but red is sold out": of a form that is told to be gone, nothing wrong is said.</summary>
    private static bool IsSaidGone(string form, Product product, Draft draft) => draft.Sentences.Any(sentence =>
        Forms.GoneIn(sentence.Words, product) == form && (Missing().Matches(NotGone().Replace(sentence.Words, Blank)).Any(missing => About(sentence, missing.Index).Contains(product)) || Denial.IsIn(NotGone().Replace(sentence.Words, Blank))));

    /// <summary>Of the same length, so that places stay what they are.</summary>
    private static string Blank(Match match) => new(' ', match.Length);

    /// <summary>In what the customer said and the answer says yes to: a number of pieces, or to have what is sold out.</summary>
    public static IEnumerable<Finding> FindAsked(Draft asked, Evidence evidence)
    {
        if (HowMany().Match(asked.Text) is { Success: true } question)
        {
            yield return new Finding(ClaimKind.Stock, question.Value, "asks how many are left, which is not known");
        }

        foreach (var sentence in asked.Sentences.Where(sentence => Wants().IsMatch(sentence.Words)))
        {
            foreach (var product in sentence.Mentions.Select(mention => mention.Product).Distinct())
            {
                var forms = Forms.NamedIn(sentence.Words, product);
                if (!product.IsAvailable || (forms.Count > 0 && forms.All(form => !form.IsAvailable)))
                {
                    yield return new Finding(ClaimKind.Stock, product.Title, "is asked for, and sold out");
                }
            }
        }
    }

    /// <summary>"How many", in a question or in what it is answered with.</summary>
    public static bool SaysHowMany(string words) => Number().IsMatch(words);

    /// <summary>Of whichever products have them.</summary>
    private static List<Variant> FormsOfAll(string words, Evidence evidence) => [.. evidence.Products.SelectMany(product => Forms.NamedIn(words, product))];

    /// <summary>The one product that it is said of: of the next one before where there are several, else of all that the sentence is about.</summary>
    private static IEnumerable<Product> About(Sentence sentence, int at)
    {
        var mentions = sentence.Mentions.Count > 0 ? sentence.Mentions : sentence.About;
        if (sentence.Mentions.Count == 0)
        {
            // "They are both in stock" speaks of all, anything else of the last.
            return mentions.Select(mention => mention.Product).Distinct().TakeLast(1);
        }

        // "It is sold out, but we have the …" begins with what was spoken of before.
        return mentions.LastOrDefault(mention => mention.At <= at) is { } last ? [last.Product]
            : Pronoun().IsMatch(sentence.Words) ? sentence.Lately.Select(mention => mention.Product).TakeLast(1)
            : [mentions[0].Product];
    }

    [GeneratedRegex(@"\b(?:only|just|nur\s+noch|solo|plus\s+que)\s+(?:[0-9]{1,4}|one|two|three|four|five|a\s+few|ein\w*|zwei|drei|dos|tres|deux|trois)\b[^.!?]{0,80}\b(?:left|remaining|(?:ü|ue)brig|auf\s+lager|quedan|disponibles?|restants?)\b|\b(?:only|just|last|nur\s+noch|noch|solo\s+quedan?|quedan?(?:\s+solo)?|plus\s+que|il\s+(?:n['’]en\s+)?reste(?:\s+que)?)\s+(?:[0-9]{1,4}|one|two|three|four|five|a\s+few|ein\w*|zwei|drei|un[oa]?|dos|tres|deux|trois|wenige|pocas?|pocos?|quelques)\s+(?:\w+\s+){0,2}(?:left|remaining|in\s+stock|available|pieces?\s+left|(?:ü|ue)brig|auf\s+lager|st(?:ü|ue)ck|verf(?:ü|ue)gbar|unidades|en\s+stock|exemplaires?)\b|(?<![.,])\b(?:[0-9]{1,4}|two|three|four|five|six|seven|eight|nine|ten|zwei|drei|vier|dos|tres|cuatro|deux|trois|quatre)\s+(?!(?:eur|euros?|usd|gbp|chf|dollars?|pounds?|francs?|franken)\b)(?:\p{L}+\s+){0,3}(?:left|remaining|(?:ü|ue)brig)\b|\b[0-9]{1,4}\s+(?:in\s+stock|auf\s+lager|en\s+stock)\b|\b(?:solo\s+)?quedan\s+[0-9]{1,4}\b|\b(?:almost|nearly)\s+(?:sold\s+out|gone)\b|\b(?:a\s+handful|a\s+few|few|the\s+last\s+(?:one|few|pieces))\s+(?:\w+\s+){0,2}(?:left|remaining)\b|\b(?:wenige|letzte\w*)\s+(?:st(?:ü|ue)ck\w*|exemplare)\b|\b(?:[uú]ltimas?|pocas?)\s+unidades\b|\bderni[eè]re?s?\s+(?:pi[eè]ces|exemplaires)\b|\bselling\s+fast\b|\bwe(?:\s+have|['’]ve\s+got)\s+(?:[0-9]{1,4}|two|three|four|five|six|ten|a\s+dozen|zwei|drei)\s+of\s+(?:them|these|those|it)\b|\b(?:dozen|dutzend|docena|douzaine)\b[^.!?]{0,40}\b(?:left|remaining|(?:ü|ue)brig|quedan|restant\w*)\b|\bfast\s+ausverkauft\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Counts();

    [GeneratedRegex(@"\b(?:back|again)\s+(?:in\s+stock\s+)?(?:on|by|in|from|next|this)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|week|month|[0-9]+|a\s+few|two|three)\w*|\brestock\w*\s+(?:on|by|in|next|this)\s+\w+|\b(?:new|next|fresh|another)\s+(?:batch|delivery|stock|shipment|supply)\b[^.!?]{0,40}\b(?:in|on|by|next|this|within)\s+\w+|\b(?:returns?|comes?\s+back|is\s+back|be\s+back)\s+(?:on|in|by|from|next|this)\s+(?:mid-?)?\w+|\b(?:with\s+us|here|there|available)\s+again\s+(?:by|in|on|from|next|this)\s+(?:mid-?\s?)?\w+|\bon\s+(?:its|their)\s+way\s+to\s+(?:us|our)\b|\barriv\w*\s+in\s+(?:our|the)\s+(?:shop|store|warehouse)\b|\bneue\s+(?:ware|lieferung)\b[^.!?]{0,30}\b(?:in|am|im|n(?:ä|ae)chste\w*)\s+\w+|\bwieder\s+(?:ab|am|im|in)\s+\w+[^.!?]{0,20}(?:lieferbar|verf(?:ü|ue)gbar|da\b|auf\s+lager)|\b(?:ab|am|im|in|n(?:ä|ae)chste\w*)\s+\w+(?:\s+\w+)?\s+wieder\s+(?:lieferbar|verf(?:ü|ue)gbar|da\b|auf\s+lager)|\b(?:volver[aá]n?|estar[aá]n?)\s+(?:a\s+estar\s+)?(?:de\s+nuevo\s+)?(?:disponibles?|en\s+stock)\b|\bde\s+(?:retour|nouveau)\s+(?:disponibles?\s+|en\s+stock\s+)?(?:le|la|en|d[eè]s|dans)\s+\w+", Claims.Options, Claims.Timeout)]
    private static partial Regex Returns();

    [GeneratedRegex(@"\b(?:sold\s+out|out\s+of\s+stock|not\s+(?:currently\s+|in\s+stock|available)(?:available|in\s+stock)?|unavailable|no\s+longer\s+(?:available|in\s+stock)|isn['’]t\s+(?:available|in\s+stock)|ausverkauft|vergriffen|(?:run|ran)\s+out\s+of|(?:do\s+not|don['’]t)\s+have\s+[^.!?]{0,40}\b(?:any\s?more|any\s+longer)|have\s+no\s+(?:more|[^.!?]{0,30}\bleft)|haben\s+[^.!?]{0,40}\b(?:nicht|kein\w*)\s+mehr|no\s+(?:nos\s+)?quedan?|n['’]avons\s+plus|nicht\s+(?:mehr\s+)?(?:auf\s+lager|verf(?:ü|ue)gbar|lieferbar)|agotad[oa]s?|no\s+(?:est[aá]n?\s+)?disponibles?|sin\s+existencias|[eé]puis[eé]e?s?|en\s+rupture|(?:plus|pas)\s+(?:disponibles?|en\s+stock)|utsolgt|udsolgt|sluts(?:å|a)ld[at]?|ikke\s+p(?:å|a)\s+lager)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Missing();

    [GeneratedRegex(@"\b(?:in\s+stock|available|have\s+(?:it|them|this|that)\s+(?:here|in)|still\s+have|ready\s+(?:to\s+(?:ship|go|be\s+\w+)|for\s+(?:shipping|you))|(?:is|are)\s+(?:right\s+)?(?:there|here)\b(?=\s*(?:[,.!;]|$))|go\s+ahead\s+and\s+order|(?:can|may)\s+be\s+(?:ordered|delivered|shipped|bought|sent)|here\s+and\s+(?:waiting|ready)|waiting\s+for\s+you|versandfertig|haben\s+(?:wir\s+)?noch|on\s+the\s+shel(?:f|ves)|plenty\s+of|(?:can|may)\s+(?:order|buy|have|get)\s+(?:it|them|the|this|that|one)\b(?![^.!?]{0,40}\b(?:when|once|as\s+soon|pre-?order))|todav[ií]a\s+tenemos|avons\s+encore|a(?:uf|n)\s+lager|verf(?:ü|ue)gbar|lieferbar|vorr(?:ä|ae)tig|en\s+stock|disponibles?|p(?:å|a)\s+lager|i\s+lager|tilgjengelig\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex There();

    [GeneratedRegex(@"\b(?:both|all(?:\s+(?:of\s+them|three|four|five|[0-9]))?|each|beide|alle|ambos|ambas|tod[oa]s|tous|toutes|les\s+(?:deux|trois))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex SpeaksOfAll();

    [GeneratedRegex(@"\b(?:all\s+(?:of\s+)?(?:our|the)\s+(?:products|items|things|models|articles)|everything(?:\s+(?:we|in|on)\b|\s+is\b)|alle\s+(?:unsere\w*\s+)?(?:produkte|artikel|modelle)|alles|tod[oa]s\s+(?:nuestr[oa]s|l[oa]s)\s+(?:productos|art[ií]culos)|tous\s+(?:nos|les)\s+(?:produits|articles))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Everything();

    [GeneratedRegex(@"(?:\b(?:is|are|was)\s+not|\b(?:is|are)n['’]t|\bnicht|\bno\s+est[aá]n?|\bn['’]est\s+pas)\s+(?:yet\s+|completely\s+|at\s+all\s+|mehr\s+)?(?:sold\s+out|out\s+of\s+stock|ausverkauft|vergriffen|agotad[oa]s?|[eé]puis[eé]e?s?|en\s+rupture)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex NotGone();

    [GeneratedRegex(@"\b(?:back\s+in\s+stock|available\s+again|wieder\s+(?:da|auf\s+lager|lieferbar|verf(?:ü|ue)gbar)|de\s+nuevo\s+(?:en\s+stock|disponibles?)|de\s+nouveau\s+(?:en\s+stock|disponibles?))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Back();

    [GeneratedRegex(@"^\W*(?:(?:sorry|unfortunately|leider|lo\s+siento|d[eé]sol[eé]e?)\W+)?(?:it|they|this|that|er|sie|es|das|est[aá]n?|il|elle|ils|elles)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Pronoun();

    // "The Paper Filters 02 in stock": the number is the name's.
    [GeneratedRegex(@"^(?<number>[0-9]+)\s+(?:in\s+stock|auf\s+lager|en\s+stock)$", Claims.Options, Claims.Timeout)]
    private static partial Regex NameInStock();

    [GeneratedRegex(@"\b(?:can|could|may|will)\s+(?:i|we)\s+(?:get|have|buy|order|take|reserve)\b|\b(?:kann|k(?:ö|oe)nnen)\s+(?:ich|wir)\b[^.!?]{0,60}\b(?:haben|kaufen|bestellen|bekommen)\b|\bpuedo\s+(?:comprar|pedir|tener)\b|\bpuis-je\s+(?:avoir|acheter|commander)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Wants();

    [GeneratedRegex(@"\b(?:how\s+many|number|wie\s*viele|(?:st(?:ü|ue)ck)?zahl|cu[aá]nt[oa]s|n[uú]mero|combien|nombre)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(?:how\s+many|wie\s+viele|cu[aá]nt[oa]s|combien)\b[^\n]{0,80}\b(?:left|remaining|in\s+stock|(?:ü|ue)brig|auf\s+lager|quedan|en\s+stock|reste\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex HowMany();

    [GeneratedRegex(@"\b(?:we|i)(?:\s+(?:do|still|also))?(?:\s+have|['’]ve(?:\s+got)?|\s+have\s+got)\s+(?:the|our|your|this|that|plenty\s+of)\b|\bwir\s+haben\s+(?:den|die|das|unser\w*)\b|\b(?:den|die|das)\s+[^.!?]{0,50}haben\s+wir\b|\btenemos\s+(?:el|la|los|las|nuestr\w+)\b|\bnous\s+avons\s+(?:le|la|les|notre)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Had();
}
