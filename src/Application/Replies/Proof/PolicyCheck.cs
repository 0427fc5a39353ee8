using System.Text.RegularExpressions;

namespace GptMessenger.Application.Replies.Proof;

/// <summary>What the shop's own texts decide: where it ships to and for how much, and what it does not take back.</summary>
internal static partial class PolicyCheck
{
    /// <summary>So many words in common with a line of the shop's make a sentence one about the same thing.</summary>
    private const int LeastShared = 2;

    private const int Stem = 4;

    private static readonly HashSet<string> CommonWords = new(
        "send sent back bring take come year years month months week weeks hour hours working jahre monate wochen semanas semaines within days item items that this your have will with from them they also once been after before they their when where which would could please tage tagen innerhalb artikel können dentro puede días artículos dans pouvez jours articles".Split(' ').Select(StemOf), StringComparer.Ordinal);

    public static IEnumerable<Finding> Find(Draft draft, Evidence evidence)
    {
        List<Country> asked = [.. Countries.NamedIn(evidence.Asked).Select(named => named.Country)];
        foreach (string words in draft.Sentences.Select(sentence => sentence.Words).Where(words => !words.TrimEnd().EndsWith('?')))
        {
            foreach (var finding in (Shipping().IsMatch(words) || (Countries.NamedIn(words).Any() && (TermCheck.StatesTime(words) || StatesFee(words, evidence)))) && !Denial.IsIn(words) ? OfPlaces(words, asked, evidence) : [])
            {
                yield return finding;
            }

            if (Regardless().Match(words) is { Success: true } regardless && (regardless.Value.EndsWith("not", StringComparison.OrdinalIgnoreCase) || !Denial.IsAt(words, regardless.Index)) && !evidence.ShopLines.Any(line => line.Says(Regardless())))
            {
                yield return new Finding(ClaimKind.Term, regardless.Value, "is not what the shop's policies say");
            }

            if (NoSurcharge().Match(words) is { Success: true } denied && StemsOf(words) is var said && evidence.ShopLines.Any(line => line.Says(Surcharge()) && !line.Says(NoSurcharge()) && line.Stems.Count(said.Contains) >= LeastShared))
            {
                yield return new Finding(ClaimKind.Money, denied.Value, "is denied, and the shop charges one");
            }

            if (Counted().Matches(words).FirstOrDefault(count => !Denial.IsIn(words[..count.Index]) && evidence.ShopLines.Any(line => SaysCount(line, count, isSame: false)) && !evidence.ShopLines.Any(line => SaysCount(line, count, isSame: true))) is { } other)
            {
                yield return new Finding(ClaimKind.Term, other.Value, "is not what the shop's policies say");
            }

            // "If your dog doesn't like it" denies nothing of what comes before.
            if (Denial.IsIn(Condition().Replace(words, " ")))
            {
                continue;
            }

            if (Offering().Match(words) is { Success: true } offering && !Returning().IsMatch(words) && IsRefused(words, evidence))
            {
                yield return new Finding(ClaimKind.Term, offering.Value, "is what the shop's policies say no to");
            }

            if (Pays().Match(words) is { Success: true } pays && !Pays().IsMatch(evidence.ShopText))
            {
                yield return new Finding(ClaimKind.Term, pays.Value, "is nowhere in the shop's policies");
            }

            if (Returning().Match(words) is { Success: true } returning && (SaysOtherwise(words, evidence.ShopLines) || (Used().IsMatch(words) && evidence.ShopLines.Any(line => line.Says(Returning()) && line.Says(Unused())))))
            {
                yield return new Finding(ClaimKind.Term, returning.Value, "is what the shop's policies say no to");
            }
        }
    }

    /// <summary>An amount for a country that the shop's own lines name: "furniture to Austria costs 49".</summary>
    private static bool StatesFee(string words, Evidence evidence) =>
        Amount.In(words).Count > 0 && Countries.NamedIn(words).Any(named => evidence.ShopLines.Any(line => line.Fees.Count > 0 && line.Countries.Contains(named.Country)));

    /// <summary>The line counts the same thing: "3 instalments", and the answer says 6.</summary>
    private static bool SaysCount(ShopLine line, Match count, bool isSame) =>
        line.Says(Counted()) && Counted().Matches(line.Text).Any(own => StemOf(own.Groups["thing"].Value) == StemOf(count.Groups["thing"].Value) && (own.Groups["count"].Value == count.Groups["count"].Value) == isSame);

    /// <summary>Of each place that is named, or else of the one that was asked about: the time and the fee that the shop names for it or its region.</summary>
    private static IEnumerable<Finding> OfPlaces(string words, List<Country> asked, Evidence evidence)
    {
        List<(string Named, Country Country)> places = [.. Countries.NamedIn(words)];
        foreach (var (place, country) in places.Count == 0 && asked.Count == 1 && Shipping().IsMatch(words) ? [(asked[0].Names[0], asked[0])] : places)
        {
            var lines = evidence.ShopLines.Where(line => line.Countries.Contains(country)).ToList();
            if (lines.TrueForAll(line => !line.Says(Shipping())) && evidence.ShopLines.Any(line => line.DeniedCountries.Contains(country) && line.Says(Shipping())))
            {
                yield return new Finding(ClaimKind.Term, place, "is a place that the shop does not ship to");
                continue;
            }

            bool isNamed = lines.Count > 0;
            lines = isNamed ? lines : [.. evidence.ShopLines.Where(line => line.Says(Shipping()) && !line.IsDenial && Countries.IsMeantIn(line.Text, country))];
            if (lines.Count == 0)
            {
                if (places.Count > 0)
                {
                    yield return new Finding(ClaimKind.Term, place, "is nowhere among the places that the shop ships to");
                }

                continue;
            }

            var free = evidence.ShopLines.Where(line => line.Says(Free()) && line.Says(Shipping()) && !line.Says(PickUp())).ToList();
            if (Free().Match(words) is { Success: true } gift && free.Count > 0 && free.TrueForAll(line => line.Countries.Count > 0 && !line.Countries.Contains(country)))
            {
                yield return new Finding(ClaimKind.Discount, gift.Value, $"is not what the shop says of {place}");
            }

            foreach (var amount in OfOthers(words, lines, evidence).Concat(ThresholdsOfOthers(words, lines, evidence)))
            {
                yield return new Finding(ClaimKind.Money, amount.Words, $"is not what the shop says of {place}");
            }

            // "Ireland 2-4 days, other EU countries 5-7 days": each clause is of its own place.
            if (TermCheck.OfOthers(words, country, [.. lines.SelectMany(line => Clause.Split(line.Text)).Where(clause => isNamed ? Countries.IsNamedIn(clause, country) : Countries.IsMeantIn(clause, country))], lines) is { } term)
            {
                yield return new Finding(ClaimKind.Term, term, $"is not what the shop says of {place}");
            }
        }
    }

    /// <summary>Amounts that the shop names, but not of this place, of which it names another. What an order must come to is no fee.</summary>
    private static IEnumerable<Amount> OfOthers(string words, List<ShopLine> own, Evidence evidence)
    {
        var fees = own.SelectMany(line => line.Fees).ToList();
        return fees.Count == 0 || Thresholds().IsMatch(words) ? []
            : Amount.In(words).Where(amount => !fees.Exists(fee => fee.Value == amount.Value) && evidence.ShopAmounts.Any(other => other.Value == amount.Value));
    }

    /// <summary>What an order must come to elsewhere.</summary>
    private static IEnumerable<Amount> ThresholdsOfOthers(string words, List<ShopLine> own, Evidence evidence)
    {
        var thresholds = own.SelectMany(line => line.Thresholds).ToList();
        return thresholds.Count == 0 ? []
            : Amount.In(words).Where(amount => Threshold.Is(amount, words) && !thresholds.Exists(threshold => threshold.Value == amount.Value) && evidence.ShopLines.Any(line => line.Thresholds.Any(other => other.Value == amount.Value)));
    }

    /// <summary>What comes closest to it among the shop's lines is a no.</summary>
    private static bool SaysOtherwise(string words, IReadOnlyList<ShopLine> lines)
    {
        var said = StemsOf(words);
        var close = lines.Select(line => (Line: line, Shared: line.Stems.Count(said.Contains) + (SharesState(words, line) ? 1 : 0))).Where(line => line.Shared >= LeastShared).ToList();
        int most = close.Count == 0 ? 0 : close.Max(line => line.Shared);
        return close.Count > 0 && close.Where(line => line.Shared == most).All(line => line.Line.IsDenial);
    }

    /// <summary>The clause that shares most with it, of all that the shop says, is a no: "we do not engrave".</summary>
    private static bool IsRefused(string words, Evidence evidence)
    {
        var said = ClosestLines.OwnStemsOf(words);
        var close = evidence.ShopLines.Where(line => !line.IsTitled && line.Stems.Count(said.Contains) >= LeastShared).Select(line => (Line: line, Shared: line.Stems.Count(said.Contains))).ToList();
        int most = close.Select(line => line.Shared).DefaultIfEmpty().Max();
        return most >= LeastShared && close.Where(line => line.Shared == most).All(line => line.Line.IsDenial && Clause.Split(line.Line.Text).Where(clause => ClosestLines.OwnStemsOf(clause).Overlaps(said)).All(Denial.IsIn));
    }

    /// <summary>Both speak of what has been opened, or used: that decides more than what it is.</summary>
    private static bool SharesState(string words, ShopLine line) => States().Matches(words).Any(state => line.Text.Contains(state.Value[..Stem], StringComparison.OrdinalIgnoreCase));

    /// <summary>What a text is about, word by word; returned, refunded and sent back are the same.</summary>
    public static HashSet<string> StemsOf(string text) =>
        Words().Matches(Returning().Replace(text, match => $"{match.Value} returning ")).Select(word => StemOf(word.Value)).Where(stem => !CommonWords.Contains(stem)).ToHashSet(StringComparer.Ordinal);

    private static string StemOf(string word) => word[..Math.Min(word.Length, Stem)].ToLowerInvariant();

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant, Claims.Timeout)]
    private static partial Regex Words();

    [GeneratedRegex(@"(?<=\w.{10,})\s(?:if|in\s+case|when|wenn|falls|cuando|quand)\s[^.!?]*[.!]*\s*$", Claims.Options, Claims.Timeout)]
    private static partial Regex Condition();

    // Not of time: that is counted elsewhere.
    [GeneratedRegex(@"(?<![\p{L}0-9.,:/-])(?<count>[0-9]{1,2})\s+(?:(?:monthly|equal|free|monatliche\w*|gleiche\w*)\s+)?(?<thing>(?:instal?lments?|payments?|exchanges?|swaps?|samples?|raten|zahlungen|umtausche?|proben|cuotas|plazos|pagos|muestras|cambios|mensualit[eé]s?|paiements?|[eé]changes?|[eé]chantillons?))\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Counted();

    // What a shop's condition excludes: "even if used".
    [GeneratedRegex(@"\beven\s+(?:if|when|after)\s+[^.!?]{0,25}\b(?:used|worn|opened|washed|damaged|unpacked|ridden|broken|using|wearing)\b|\b(?:used|worn|opened)\s+or\s+(?:not|unused|new)\b|\bauch\s+(?:wenn\b[^.!?]{0,30}\b)?(?:gebraucht|getragen|benutzt|ge(?:ö|oe)ffnet|gewaschen)\w*|\baunque\s+[^.!?]{0,25}\b(?:usad[oa]s?|abiert[oa]s?|llevad[oa]s?)|\bm[eê]me\s+(?:si\b[^.!?]{0,25}\b)?(?:utilis[eé]\w*|port[eé]\w*|ouvert\w*|servi)", Claims.Options, Claims.Timeout)]
    private static partial Regex Regardless();

    [GeneratedRegex(@"\b(?:over|above|from|minimum|at\s+least|free|ab|(?:ü|ue)ber|kostenlos|frei|desde|a\s+partir|m(?:á|a)s\s+de|gratis|d[eè]s|plus\s+de|gratuit\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Thresholds();

    [GeneratedRegex(@"\b(?:return\w*|refund\w*|exchange\w*|swap\w*|(?:sen[dt]|come|bring|take)\s+(?:\w+\s+){0,3}back|zur(?:ü|ue)ck\w*|umtausch\w*|devol\w*|devuel\w*|cambi\w*|retourn\w*|renvoy\w*|[eé]chang\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Returning();

    [GeneratedRegex(@"\bsen[dt]\b(?![^.!?]{0,20}\bback\b)|\b(?:ship|deliver|postage|parcel|liefer|versand|versend|verschick|env[ií]|entreg|livr|exp[eé]di|envoy|sende|lever|frakt)\w*", Claims.Options, Claims.Timeout)]
    private static partial Regex Shipping();

    [GeneratedRegex(@"\b(?:free|kostenlos\w*|kostenfrei\w*|gratis|gratuit\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Free();

    [GeneratedRegex(@"\b(?:we|wir)\s+(?:will\s+|gladly\s+)?(?:pay|cover|zahlen|(?:ü|ue)bernehmen|tragen)\b[^.!?]{0,40}\b(?:return\w*|shipping|postage|customs|dut(?:y|ies)|r(?:ü|ue)ck\w*|versand\w*|z(?:o|ö|oe)ll\w*)|\b(?:zoll\w*|z(?:ö|oe)lle|r(?:ü|ue)ckversand|versandkosten)\s+(?:zahlen|(?:ü|ue)bernehmen|tragen)\s+wir\b|\bpagamos\s+[^.!?]{0,20}\b(?:aduana\w*|devoluci\w+|env[ií]o)|\bnous\s+payons\s+[^.!?]{0,20}\b(?:douane|retour|port)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Pays();

    [GeneratedRegex(@"\b(?:pick\w*(?:\s+\w+){0,3}\s+up|pick-?up|collect\w*|abhol\w*|recog\w*|retrait|retirer)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex PickUp();

    [GeneratedRegex(@"\b(?:surcharges?|extra|additional|zuschlag|aufpreis|zus(?:ä|ae)tzlich\w*|recargo|suplemento|suppl[eé]ment)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Surcharge();

    [GeneratedRegex(@"\b(?:no|without(?:\s+(?:any|a))?|kein\w*|ohne|sin|ning[uú]n|sans|aucun|pas\s+de)\s+(?:(?:extra|additional|further|zus(?:ä|ae)tzlich\w*)\s+(?:fees?|charges?|costs?|kosten|geb(?:ü|ue)hr\w*)|surcharges?|zuschlag|aufpreis|recargo|suplemento|suppl[eé]ment)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex NoSurcharge();

    [GeneratedRegex(@"\b(?:opened|unsealed|used|worn|washed|damaged|personali[sz]ed|reduced|ge(?:ö|oe)ffnet\w*|benutzt\w*|gebraucht\w*|getragen\w*|abiert[oa]s?|usad[oa]s?|ouverts?|utilis[eé]\w*|port[eé]\w*)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex States();

    [GeneratedRegex(@"\b(?:we\s+(?:\w+\s+)?(?:offer|do|have|give|run|provide|can|will|sell|make|engrave|repair|take|accept|also)|you\s+can|wir\s+(?:\w+\s+)?(?:bieten|haben|machen|geben|k(?:ö|oe)nnen|nehmen)|sie\s+k(?:ö|oe)nnen|ofrecemos|tenemos|hacemos|puede|nous\s+(?:\w+\s+)?(?:proposons|offrons|avons|faisons|pouvons)|vous\s+pouvez|is\s+(?:also\s+)?possible|m(?:ö|oe)glich)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Offering();

    [GeneratedRegex(@"(?<!never\s)(?<!not\s)(?<!been\s)(?<!you(?:['’]ve|\s+have)?\s)(?<!(?:payment|method|card|account)\s)\b(?:used|worn|opened)\b|\b(?:gebrauchte?|getragene?|benutzte?|ge(?:ö|oe)ffnete?)\b|\b(?:usad[oa]s|abiert[oa]s)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Used();

    [GeneratedRegex(@"\b(?:unused|unworn|unopened|sealed|unbenutzt\w*|ungetragen\w*|unge(?:ö|oe)ffnet\w*|sin\s+(?:usar|abrir|estrenar)|non\s+(?:utilis[eé]|port[eé]|ouvert)\w*|neuf)\b", Claims.Options, Claims.Timeout)]
    private static partial Regex Unused();
}
