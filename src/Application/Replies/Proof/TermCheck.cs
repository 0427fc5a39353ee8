using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>Times that commit the shop: for delivery, for returns, of a guarantee. Each has to stand in the shop's own words about the same thing.</summary>
internal static partial class TermCheck
{
    private const int ShortAnswer = 8;

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        var own = new Lazy<List<(string Subject, Term Term, ShopLine Line)>>(() =>
            [.. evidence.ShopLines.SelectMany(line => line.Subjects.SelectMany(subject => line.Terms.Select(term => (subject, term, line))))]);
        foreach (var sentence in draft.Sentences.Where(sentence => !sentence.Words.TrimEnd().EndsWith('?')))
        {
            // "120 days." alone is about what was asked.
            List<string> subjects = [.. Subjects(sentence.Words)];
            if (subjects.Count == 0 && sentence.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= ShortAnswer)
            {
                subjects.AddRange(Subjects(evidence.Asked));
            }

            List<Term> said = [.. Term.In(sentence.Words)];
            foreach (var term in said.Where(term => !(TooLate().IsMatch(sentence.Words) && evidence.CustomerText.Contains(term.Words, StringComparison.OrdinalIgnoreCase)) && !IsOfProduct(term, sentence, evidence))
                .Where(term => subjects.Count == 0 ? IsOtherwise(term, sentence, evidence) : !IsOwn(term, sentence, evidence, subjects, said.Count == 1, own.Value)))
            {
                yield return new Finding(ClaimKind.Term, term.Words, "is not what the shop's policies say");
            }

            if (Guarantee().Match(sentence.Words) is { Success: true } guarantee && !Denial.IsAt(sentence.Words, guarantee.Index) && HasNone(sentence, evidence))
            {
                yield return new Finding(ClaimKind.Term, guarantee.Value, "is what the shop's policies say no to");
            }

            if (ForEver().Match(sentence.Words) is { Success: true } ever && (!Denial.IsAt(sentence.Words, ever.Index) || Unlimited().IsMatch(sentence.Words)) && !ForEver().IsMatch(evidence.ShopText))
            {
                yield return new Finding(ClaimKind.Term, ever.Value, "is not what the shop's policies say");
            }

            if (Days().IsMatch(sentence.Words) && Promises().Match(sentence.Words) is { Success: true } promise && !Denial.IsAt(sentence.Words, promise.Index) && !Conditional().IsMatch(sentence.Words[..promise.Index]) && !evidence.ShopText.Contains(promise.Value, StringComparison.OrdinalIgnoreCase))
            {
                yield return new Finding(ClaimKind.Term, promise.Value, "promises a day, and the shop's policies do not");
            }
        }
    }

    /// <summary>The shop says it of the same: of what the clause speaks of, where it says so itself.</summary>
    private static bool IsOwn(Term term, Sentence sentence, Evidence evidence, List<string> subjects, bool isOnly, List<(string Subject, Term Term, ShopLine Line)> own)
    {
        string clause = ClauseOf(term, sentence.Words);
        List<string> closer = [.. Subjects(clause)];
        var same = own.FindAll(known => (closer.Count > 0 ? closer : subjects).Contains(known.Subject));
        return same.Exists(known => term.IsSaidBy(known.Term)) && !((isOnly || (closer.Count > 0 && Term.In(clause).Count() == 1)) && IsOfSomethingElse(term, closer.Count > 0 ? clause : sentence.Words, sentence, evidence, same));
    }

    /// <summary>How long a voucher is good for, or when an invoice is due: the shop's closest line has another time.</summary>
    private static bool IsOtherwise(Term term, Sentence sentence, Evidence evidence)
    {
        if (term.Unit == 'h' || sentence.Mentions.Count > 0)
        {
            return false;
        }

        var stems = PolicyCheck.StemsOf(sentence.Words);
        var lines = evidence.ShopLines.Where(line => line.Terms.Any(own => own.Unit == term.Unit)).Select(line => (Line: line, Shared: line.Stems.Count(stems.Contains))).Where(line => line.Shared > 0).ToList();
        int most = lines.Select(line => line.Shared).DefaultIfEmpty().Max();
        return most > 0 && !lines.Where(line => line.Shared == most).Any(line => line.Line.Terms.Any(term.IsSaidBy));
    }

    /// <summary>"Strings have none", under a title that speaks of guarantees.</summary>
    private static bool HasNone(Sentence sentence, Evidence evidence)
    {
        var stems = Things($"{sentence.Words} {string.Join(' ', sentence.Mentions.Select(mention => mention.Product.Type))}");
        return evidence.ShopLines.Any(line => line.Says(Guarantee()) && line.Terms.Count == 0 && line.IsDenial && line.Says(Nothing()) && Things(line.Text).Overlaps(stems));
    }

    private static string ClauseOf(Term term, string words) => Clause.Split(words).FirstOrDefault(clause => clause.Contains(term.Words, StringComparison.Ordinal)) ?? words;

    /// <summary>What a text is about besides guarantees and returns.</summary>
    private static HashSet<string> Things(string text) => PolicyCheck.StemsOf(Guarantee().Replace(Returning().Replace(text, " "), " "));

    /// <summary>A guarantee that the description of the product gives, which is its maker's word.</summary>
    private static bool IsOfProduct(Term term, Sentence sentence, Evidence evidence) => Guarantee().IsMatch(sentence.Words) && sentence.About.Count > 0
        && sentence.About.All(mention => Guarantee().IsMatch(mention.Product.Description) && Term.In(Numerals.InDigits(mention.Product.Description)).Any(term.IsSaidBy) && evidence.Products.Contains(mention.Product));

    /// <summary>What comes closest to the sentence among the shop's lines has another time: "28 days" is true of unused things, and bikes have 14.</summary>
    private static bool IsOfSomethingElse(Term term, string words, Sentence sentence, Evidence evidence, List<(string Subject, Term Term, ShopLine Line)> own) =>
        (Guarantee().IsMatch(words) && IsOfTheRest(sentence, own) && !own.Exists(known => known.Line.Says(Others()) && term.IsSaidBy(known.Term)))
        || !ClosestLines.Of(words, sentence, evidence, own.Select(known => known.Line).Distinct()).Exists(line => line.Terms.Any(term.IsSaidBy) && IsOfClause(term, words, line.Text));

    /// <summary>"Chair frames have 5 years. Everything else has 2.": a table is of everything else.</summary>
    private static bool IsOfTheRest(Sentence sentence, List<(string Subject, Term Term, ShopLine Line)> own) =>
        sentence.Mentions.Count > 0 && own.Exists(known => known.Line.Says(Others()))
        && Things($"{sentence.Words} {string.Join(' ', sentence.Mentions.Select(mention => $"{mention.Product.Title} {mention.Product.Type}"))}") is var things
        && !own.Exists(known => !known.Line.Says(Others()) && Things(known.Line.Text).Overlaps(things));

    /// <summary>"Frames have 5 years, all other parts 12 months": the time of the clause that the sentence shares a thing with, or else that of the others.</summary>
    private static bool IsOfClause(Term term, string words, string line)
    {
        string[] clauses = Clause.Split(line);
        if (!Guarantee().IsMatch(words))
        {
            return true;
        }

        var stems = Things(words);
        return (Array.Find(clauses, clause => Term.In(clause).Any() && Things(clause).Overlaps(stems)) ?? Array.Find(clauses, Others().IsMatch)) is not { } close || Term.In(close).Any(term.IsSaidBy);
    }

    /// <summary>A time that none of these clauses names, of those that name one; of the lines that they are from, where none does.</summary>
    public static string? OfOthers(string words, Country country, IReadOnlyList<string> clauses, IReadOnlyList<ShopLine> lines)
    {
        var own = clauses.SelectMany(Term.In).ToList();
        own = own.Count > 0 ? own : [.. lines.SelectMany(line => line.Terms)];
        return own.Count == 0 ? null : Term.In(words).Where(term => !own.Exists(term.IsSaidBy) && ClauseOf(term, words) is var clause && !Guarantee().IsMatch(clause) && !Returning().IsMatch(clause) && (Countries.IsNamedIn(clause, country) || !(Countries.IsNamedIn(words, country) && (Countries.IsMeantIn(clause, country) || Countries.NamedIn(clause).Any())))).Select(term => term.Words).FirstOrDefault();
    }

    public static bool StatesTime(string words) => Term.In(words).Any();

    /// <summary>An answer gives a time of its own for what was asked: "within 14 days?", "yes, within 30".</summary>
    public static bool Answers(Draft draft, Draft asked) =>
        draft.Sentences.Any(sentence => Term.In(sentence.Words).Any() && Subjects(sentence.Words).Intersect(Subjects(asked.Text)).Any());

    public static IEnumerable<string> Subjects(string line)
    {
        if (Delivery().IsMatch(line))
        {
            yield return "delivery";
        }

        if (Returning().IsMatch(line))
        {
            yield return "return";
        }

        if (Guarantee().IsMatch(line))
        {
            yield return "guarantee";
        }
    }

    [GeneratedRegex(@"\b(?:deliver\w*|ship\w*|arriv\w*|dispatch\w*|parcel\w*|(?:get|have|receive)\s+(?:it|them)\s+(?:with)?in|reach(?:es)?\s+you|(?:send|sends)\s+(?:it|them)\s+out|be\s+(?:there|with\s+you)|at\s+your\s+door|transit|liefer\w*|versand\w*|versend\w*|zugestell\w*|ankomm\w*|da\s+sein|paket\w*|env[ií]\w*|entreg\w*|lleg\w*|livr\w*|exp[eé]di\w*|colis|lever\w*|frakt\w*|pakke\w*|paket\w*|sende[sr]?|skicka\w*|working\s+days|business\s+days|werktage?n?)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Delivery();

    [GeneratedRegex(@"\b(?:return\w*|refund\w*|exchange\w*|(?:send\w*|bring|give|take|bringing|giving)\s+(?:\w+\s+){0,3}back|money\s+back|swap\w*|r(?:ü|ue)ck\w*|umtausch\w*|zur(?:ü|ue)ck\w*|erstatt\w*|devol\w*|devuel\w*|reembols\w*|cambi\w*|retour\w*|rembours\w*|[eé]chang\w*|renvo\w*|rendre|returner\w*|bytte\w*|angre\w*|(?:å|a)ngra\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Returning();

    [GeneratedRegex(@"\b(?:guarantee\w*|warrant\w*|garanti\w*|garant\w*|gew(?:ä|ae)hrleist\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Guarantee();

    [GeneratedRegex(@"\b(?:arriv\w*|deliver\w*|have\s+(?:it|them)|get\s+(?:it|them)|with\s+you|be\s+(?:here|there)|reach\s+you|geliefert|lieferung|zugestellt|ankommen|kommt\s+an|bei\s+ihnen|da\s+sein|haben\s+sie|llegar?[aá]?n?|llega|entreg\w+|recib\w+|lo\s+tiene|la\s+tiene|livr\w+|arriv\w+|recev\w+|aurez)\b[^.!?]{0,40}\b(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|[0-9]{1,2}\.?(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)|(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\s+[0-9]{1,2}|(?:the\s+)?(?:end\s+of\s+(?:the|this)|next|this)\s+(?:week(?:end)?|month)|(?:before|by|over|this)\s+(?:the\s+)?weekend|ende\s+(?:der|dieser)\s+woche|n(?:ä|ae)chste\w*\s+woche|wochenende|fin\s+de\s+semana|la\s+semana\s+que\s+viene|fin\s+de\s+(?:la\s+)?semaine|la\s+semaine\s+prochaine|week-end)\b|\b(?:(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|[0-9]{1,2}\.?(?:st|nd|rd|th)?\s+(?:of\s+|de\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)|(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|mai|juni|juli|oktober|dezember|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre)\s+[0-9]{1,2}|(?:the\s+)?(?:end\s+of\s+(?:the|this)|next|this)\s+(?:week(?:end)?|month)|(?:before|by|over|this)\s+(?:the\s+)?weekend|ende\s+(?:der|dieser)\s+woche|n(?:ä|ae)chste\w*\s+woche|wochenende|fin\s+de\s+semana|la\s+semana\s+que\s+viene|fin\s+de\s+(?:la\s+)?semaine|la\s+semaine\s+prochaine|week-end)\b[^.!?]{0,20}\b(?:haben\s+sie|lo\s+tiene|la\s+tiene|llega\w*|recib\w+|vous\s+(?:l[’']aurez|recev\w+)|ist\s+es\s+(?:bei|da)|you[’']ll\s+have)\b|\b(?:arriv\w*|deliver\w*|have\s+it|get\s+it|with\s+you|be\s+there|geliefert|zugestellt|ankommen|bei\s+ihnen|da\s+sein|llegar[aá]n?|llega|entreg\w+|recibir\w*|livr\w+|arriver\w*|recevr\w+)\b[^.!?]{0,40}\b(?:today|tomorrow|tonight|overnight|same[- ]day|next[- ]day|(?:by|before|on)\s+(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|christmas|the\s+weekend)|heute|morgen|(?:am|bis)\s+(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|weihnachten)|hoy|mañana|(?:el|antes\s+del)\s+(?:lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo)|aujourd['’]hui|demain|(?:avant|d'ici)\s+\w+)\b|\b(?:need|brauche|necesito|besoin)\b[^.!?]{0,40}\b(?:today|tomorrow|by\s+\w+day|heute|morgen|hoy|mañana|demain)\b|\btomorrow\s+at\s+your\s+door\b|\bpak[ke]\w*[^.!?]{0,25}\b(?:i\s?morgen|imorgon)\b|\b(?:ships?|shipped|leaves?|sent|dispatched|posted)\b[^.!?]{0,20}\b(?:today|tonight|tomorrow)\b|\bkomm(?:t|en)\b[^.!?]{0,20}\b(?:heute|morgen|(?:ü|ue)bermorgen)\b|\b(?:kommer|leveres|levereras|leveras|sendes|skickas)\b[^.!?]{0,25}\b(?:i\s?morgen|i\s?dag|imorgon|idag)\b|\b(?:today|tomorrow|tonight|overnight|same[- ]day|next[- ]day|morgen|heute|mañana|demain)\b[^.!?]{0,25}\b(?:delivery|arriv\w*|lieferung|entrega|livraison|geliefert|da\s+sein)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Promises();

    [GeneratedRegex(@"\b(?:without|no)\s+(?:any\s+)?time\s+limit\b|\bmoney\s+back\s+(?:at\s+)?any\s?time\b|\bas\s+often\s+as\s+you\s+(?:like|want|wish)\b|\bso\s+oft\s+(?:Sie|du)\s+(?:wollen|m(?:ö|oe)chten|willst)\b|\btantas\s+veces\s+como\s+quier\w+|\bautant\s+de\s+fois\s+que\s+vous\b|\bunlimited\s+(?:return|exchange|warranty|guarantee)\w*|\bunbegrenzt\w*\s+(?:r(?:ü|ue)ck|umtausch|garantie)\w*|\bsin\s+l[ií]mite\s+de\s+tiempo\b|\bsans\s+limite\s+de\s+(?:temps|dur[eé]e)\b|\blife-?time\s+(?:guarantee|warranty)\b|\b(?:guarantee\w*|warranty)\s+for\s+(?:life|ever)\b|\blebenslange\w*\s+garantie\b|\bgarant[ií]a\s+de\s+por\s+vida\b|\bgarantie\s+[aà]\s+vie\b", Claims.Options, Claims.Timeout)]
    private static partial Regex ForEver();

    // What denies here is no denial.
    [GeneratedRegex(@"\b(?:without|no|sin|sans)\s+(?:any\s+)?(?:time\s+limit|l[ií]mite)", Claims.Options, Claims.Timeout)]
    private static partial Regex Unlimited();

    // "6 weeks is past that": the customer's own time.
    [GeneratedRegex(@"\b(?:too\s+late|past|too\s+long|longer|over\s+(?:the|that)|beyond|after\s+(?:that|the)|expired|zu\s+(?:sp(?:ä|ae)t|lang\w*)|(?:ü|ue)berschritten|abgelaufen|vorbei|demasiado\s+tarde|fuera\s+de\s+plazo|trop\s+tard|d[eé]pass[eé]\w*|pas(?:ó|ado))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex TooLate();

    [GeneratedRegex(@"\b(?:if|whether|wenn|falls|ob|si)\s+\w*\s*$", Claims.Options, Claims.Timeout)]
    private static partial Regex Conditional();

    [GeneratedRegex(@"\b(?:none|no|not|keine?|ning[uú]n\w*|sin|aucune?|pas)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Nothing();

    [GeneratedRegex(@"\b(?:(?:all\s+)?other|everything\s+else|alle\s+anderen|(?:ü|ue)brige\w*|sonstige\w*|dem[aá]s|otr[oa]s|autres|reste)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Others();

    [GeneratedRegex(@"day(?!s)|tomorrow|tonight|overnight|week(?!s)|christmas|january|february|march|april|may|june|july|august|september|october|november|december|heute|morgen|tag(?!e)|mittwoch|woche(?!n\b)|weihnacht|januar|februar|märz|mai|juni|juli|oktober|dezember|hoy|mañana|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bado|domingo|semana|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre|demain|aujourd|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|semaine|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre|avant|d'ici|imorgon|idag|i\s?dag", Claims.Options, Claims.Timeout)]
    private static partial Regex Days();
}
